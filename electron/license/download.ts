import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { LicenceQuestion, PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Engine, Engines } from '../docker/types.ts';
import { prepareFolder } from '../files/folders.ts';
import type { OwnPlaces } from '../files/own-place.ts';
import { shownName } from '../files/shown-name.ts';
import { replaceFile } from '../files/write-whole.ts';
import type { GateImage } from '../gate/image.ts';
import type { Confirmations } from '../grants/confirmations.ts';
import type { SystemFolders } from '../grants/system-folders.ts';
import { checkImage } from '../images/check-image.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import type { ResourceCredentials, Secrets } from '../secrets/secrets.ts';
import { answered, type Making, removeContainers, removeEarlier, runLabels } from './container.ts';
import { createGuard } from './guard.ts';
import { type KeyReadable, watchKey } from './key-readable.ts';
import type { Leftovers } from './leftovers.ts';
import { finishMoves, makeStaging, moveIn, removeStaging, TEMPLATE, tidyPrevious } from './move-in.ts';
import type { OpenQuestion, Questions } from './questions.ts';
import { readLicence } from './read-licence.ts';
import { FOLDER, type RunNeeds, runContainer } from './run-container.ts';
import type { RanDownload } from './run-download.ts';
import { type Taken, takeOut } from './take-out.ts';
import { untilSilent } from './until-silent.ts';

export interface DownloadNeeds extends RunNeeds {
  readonly secrets: RunNeeds['secrets'] & Pick<Secrets, 'resource'>;
  readonly engines: Pick<Engines, 'current'>;
  readonly confirmations: Pick<Confirmations, 'image'>;
  readonly systemFolders: Pick<SystemFolders, 'checkFolder'>;
  readonly gateImage: () => Promise<GateImage>;
  readonly deployment: (id: string) => Deployment | Promise<Deployment>;
  readonly questions: Questions;
  /** Where what belongs to a licence folder and is no licence is kept. */
  readonly ownPlaces: OwnPlaces;
  readonly leftovers: Pick<Leftovers, 'begin'>;
  /** How many earlier licences of an image stay beside the one in use. */
  readonly licencesKept: () => number;
  /** Called with each licence that was fetched, before the next one is. */
  readonly took?: (image: ImageId) => Promise<void>;
}

interface DownloadInput {
  readonly deploymentId: string;
  readonly images: readonly ImageId[];
  readonly eulaAccepted: boolean;
}

interface Downloaded {
  readonly image: ImageId;
  readonly files: string[];
  readonly endsAt: string | null;
  readonly templatePath: string;
  readonly keyReadable: KeyReadable;
}

const STOP_SECONDS = 10;

/**
 * Downloads a licence for each image in turn (vendor contract 3.2). Licences that were fetched stay when a later one
 * fails; a failed or cancelled download leaves the folder as it was. The container is removed, always, and ends with Drydock
 * where the engine can have it guarded.
 *
 * Fails with `license.*`, `credentials.*`, `image.not-confirmed`, `keychain.*`, `folder.*`, `image.not-on-host`, `engine.*`.
 */
export async function downloadLicences(
  input: DownloadInput,
  context: OperationContext<PhasesProgress>,
  needs: DownloadNeeds,
): Promise<Downloaded[]> {
  if (!input.eulaAccepted) throw new Foreseen('license.eula-not-accepted', {});
  const names = ['licence-check', 'licence-download', 'licence-take', 'licence-template', 'clean-up'];
  const steps = input.images.flatMap((image) => names.map((name) => ({ name, image })));
  let progress: PhasesProgress = { phases: [] };
  const tell = (change: Partial<PhasesProgress>): void => {
    progress = { ...progress, ...change };
    context.report(progress);
  };
  const phases = trackPhases(steps, needs.now, tell);
  const ask = (question: LicenceQuestion): OpenQuestion =>
    needs.questions.ask(input.deploymentId, question, (shown) => {
      const { question: _before, ...rest } = progress;
      progress = rest;
      tell(shown === null ? {} : { question: shown });
    });
  const deployment = await needs.deployment(input.deploymentId);
  const done: Downloaded[] = [];
  for (const image of input.images) {
    context.signal.throwIfAborted();
    const checked = await phases.run('licence-check', () => check(deployment, image, needs, context.signal), image);
    needs.leftovers.begin(deployment.id, image);
    done.push(await downloadOne({ ...checked, deployment, context, needs, ask, run: phases.run }));
    await needs.took?.(image);
  }
  return done;
}

function partOf({ id, parts }: Deployment, image: ImageId): Part {
  const part = parts.find((one) => one.image === image);
  if (!part) throw new Foreseen('deployment.unknown', { id });
  return part;
}

interface Checked {
  readonly engine: Engine;
  readonly part: Part;
  /** Drydock's own place of the licence folder, which no container is given. */
  readonly place: string;
  /** The very image that may be given the key; its name may mean another one a moment later. */
  readonly imageId: string;
  /** Asked for once: the keychain may be locked, or hold others, when a long download ends. */
  readonly credentials: ResourceCredentials;
}

/** Everything that can be known to be wrong before a container is made. */
async function check(
  deployment: Deployment,
  image: ImageId,
  needs: DownloadNeeds,
  signal: AbortSignal,
): Promise<Checked> {
  const part = partOf(deployment, image);
  const path = resolve(part.licenceFolder);
  if (deployment.parts.some((other) => other.image !== image && resolve(other.licenceFolder) === path))
    throw new Foreseen('folder.shared-by-images', { path });
  await needs.systemFolders.checkFolder(part.licenceFolder);
  await prepareFolder(part.licenceFolder);
  const place = await needs.ownPlaces.make(part.licenceFolder);
  await finishMoves(place, part.licenceFolder);
  await removeStaging(place);
  const engine = await answered(needs.engines.current(), signal);
  // A licence that is paid for is of no use where no container can be given it.
  await answered(engine.containers.checkMountable(part.licenceFolder), signal);
  const found = await answered(checkImage(engine, part), signal);
  const credentials = await answered(needs.secrets.resource(catalogue[image].resource), signal);
  await needs.confirmations.image(image, found, signal);
  await removeEarlier(engine, deployment.id, image, signal);
  return { engine, part, place, imageId: found.id, credentials };
}

interface One extends Checked {
  readonly deployment: Deployment;
  readonly context: OperationContext<PhasesProgress>;
  readonly needs: DownloadNeeds;
  readonly ask: (question: LicenceQuestion) => OpenQuestion;
  readonly run: ReturnType<typeof trackPhases>['run'];
}

async function downloadOne(one: One): Promise<Downloaded> {
  const { engine, part, place, needs, context, run } = one;
  const { image, licenceFolder } = part;
  const id = randomUUID().slice(0, 8);
  const name = `drydock-licence-${one.deployment.id}-${image}-${id}`;
  const staging = await makeStaging(place, id);
  const held = watchKey();
  const making: Making = { unansweredSince: null };
  const guard = createGuard({
    engine,
    name: `drydock-guard-${one.deployment.id}-${image}-${id}`,
    labels: runLabels(one.deployment.id, image),
    gateImage: needs.gateImage,
    log: context.log,
  });
  try {
    let ran: RanDownload;
    let taken: Taken;
    try {
      const [containerId, ended] = await run(
        'licence-download',
        () => runContainer({ ...one, name, held, making, guard, signal: context.signal, log: context.log }),
        image,
      );
      ran = ended;
      taken = await run('licence-take', () => takeFrom(one, containerId, ran, staging.files), image);
    } finally {
      // Before anything is decided or moved: it holds the key in its arguments.
      guard.end();
      await run(
        'clean-up',
        () => removeContainers(engine, [{ name, making }, guard], context.leave, context.signal),
        image,
      );
      held.removed();
      const { processMs, engineMs } = held.readable();
      context.log(`Key readable for ${seconds(processMs)} as a process, for ${seconds(engineMs)} as a container`);
    }
    await settleDoubts(one, ran, taken);
    await run(
      'licence-template',
      async () => {
        context.signal.throwIfAborted();
        await replaceFile(staging.template, `${ran.printed}\n`);
        const previous = await moveIn(staging, licenceFolder, needs.now());
        if (previous) context.log(`The earlier licence is in ${previous}`);
        await tidyPrevious(place, needs.licencesKept());
      },
      image,
    );
    const { files, endsAt } = await readLicence(licenceFolder, needs.now());
    for (const file of taken.withKey) context.log(`The key is in ${shownName(file)}`);
    const keyReadable = { ...held.readable(), files: taken.withKey.map(shownName) };
    const templatePath = join(place, TEMPLATE);
    return { image, files: files.map((file) => file.name), endsAt, templatePath, keyReadable };
  } finally {
    const { path } = staging;
    await rm(path, { recursive: true, force: true }).catch(() => context.leave({ kind: 'file', name: path }));
    await needs.ownPlaces.tidy(licenceFolder);
  }
}

/** Takes what the container left into a folder that Drydock made. Fails where there is nothing, and says why. */
async function takeFrom(
  { engine, part: { image }, context, credentials: { key } }: One,
  containerId: string,
  ran: RanDownload,
  staging: string,
): Promise<Taken> {
  const { signal } = context;
  if (ran.exitCode === null)
    await answered(engine.containers.stop(containerId, { graceSeconds: STOP_SECONDS }), signal);
  if (ran.exitCode !== 0 && ran.trouble) throw ran.trouble;
  const archive = await answered(engine.containers.readFolder(containerId, FOLDER, signal), signal);
  const taken = archive
    ? await takeOut(untilSilent(archive, signal), staging, { key: key.reveal() })
    : { files: [], refused: [], withKey: [] };
  context.signal.throwIfAborted();
  const some = taken.files.some(({ sizeBytes }) => sizeBytes > 0);
  if (!some && taken.refused.length === 0)
    throw (
      ran.trouble ??
      new Foreseen('license.none-written', { image, exitCode: ran.exitCode ?? -1 }, { detail: ran.detail })
    );
  return taken;
}

/** What may be half a licence is taken only when the operator says so. */
async function settleDoubts({ part: { image }, context, ask }: One, ran: RanDownload, taken: Taken): Promise<void> {
  if ((ran.exitCode === 0 || ran.exitCode === null) && taken.refused.length === 0) return;
  const { files, refused } = taken;
  const names = refused.map((file) => `${file.name} (${file.why})`);
  const facts = { image, exitCode: ran.exitCode };
  const incomplete = new Foreseen('license.incomplete', facts, { detail: [...names, ran.detail].join('\n') });
  // Of nothing there is nothing to decide.
  if (!files.some(({ sizeBytes }) => sizeBytes > 0)) throw incomplete;
  const question = ask({ image, why: 'doubt', since: null, exitCode: ran.exitCode, files, refused });
  const cancelled = new Promise<never>((_resolve, reject) => {
    context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
    if (context.signal.aborted) reject(context.signal.reason);
  });
  try {
    if ((await Promise.race([question.decision, cancelled])) === 'take') return;
    throw incomplete;
  } finally {
    question.withdraw();
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
