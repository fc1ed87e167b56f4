import { randomUUID } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { isFromBefore } from '../deployment/own.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerSpec, Engine, Engines } from '../docker/types.ts';
import { prepareFolder } from '../files/folders.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { makeStaging, moveIn, removeStaging } from './move-in.ts';
import { readLicence, TEMPLATE_FILE } from './read-licence.ts';
import { DOWNLOAD_LIMITS, type DownloadLimits, watchDownload } from './run-download.ts';

export interface DownloadNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly secrets: Pick<Secrets, 'resource'>;
  readonly deployment: (id: string) => Deployment | Promise<Deployment>;
  readonly redact: (text: string) => string;
  readonly now: () => Date;
  readonly limits?: Partial<DownloadLimits>;
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
}

/** Where the licence folder stands inside the container; any path that the `Mounts:License` setting names will do. */
const MOUNT = '/licence';
/** Clean-up has its own time: it goes on after a cancel. */
const CLEAN_UP_MS = 20_000;

/**
 * Downloads a licence for each image in turn (vendor contract 3.2). Licences that were fetched stay when a later one
 * fails; a failed or cancelled download leaves the folder as it was. The container is removed, always.
 *
 * Fails with `license.*`, `credentials.*`, `keychain.*`, `folder.*`, `image.not-on-host`, `engine.*`.
 */
export async function downloadLicences(
  input: DownloadInput,
  context: OperationContext<PhasesProgress>,
  needs: DownloadNeeds,
): Promise<Downloaded[]> {
  if (!input.eulaAccepted) throw new Foreseen('license.eula-not-accepted', {});
  const names = ['licence-check', 'licence-download', 'licence-template', 'clean-up'];
  const steps = input.images.flatMap((image) => names.map((name) => ({ name, image })));
  const phases = trackPhases(steps, needs.now, context.report);
  const deployment = await needs.deployment(input.deploymentId);
  const done: Downloaded[] = [];
  for (const image of input.images) {
    context.signal.throwIfAborted();
    const checked = await phases.run('licence-check', () => check(deployment, image, needs), image);
    done.push(await downloadOne(checked, deployment, context, needs, phases.run));
  }
  return done;
}

interface Checked {
  readonly engine: Engine;
  readonly part: Part;
}

/** Everything that can be known to be wrong before a container is made. */
async function check(deployment: Deployment, image: ImageId, needs: DownloadNeeds): Promise<Checked> {
  const part = deployment.parts.find((one) => one.image === image);
  if (!part) throw new Foreseen('deployment.unknown', { id: deployment.id });
  const path = resolve(part.licenceFolder);
  if (deployment.parts.some((other) => other.image !== image && resolve(other.licenceFolder) === path))
    throw new Foreseen('folder.shared-by-images', { path });
  await prepareFolder(part.licenceFolder);
  await removeStaging(part.licenceFolder);
  const engine = await needs.engines.current();
  if (!(await engine.images.find(part.reference)))
    throw new Foreseen('image.not-on-host', { image, reference: part.reference });
  await needs.secrets.resource(catalogue[image].resource);
  return { engine, part };
}

async function downloadOne(
  { engine, part }: Checked,
  deployment: Deployment,
  context: OperationContext<PhasesProgress>,
  needs: DownloadNeeds,
  run: ReturnType<typeof trackPhases>['run'],
): Promise<Downloaded> {
  const { image, licenceFolder } = part;
  const id = randomUUID().slice(0, 8);
  const staging = await makeStaging(licenceFolder, id);
  const name = `drydock-licence-${deployment.id}-${image}-${id}`;
  let containerId: string | null = null;
  try {
    const printed = await run(
      'licence-download',
      async () => {
        const { endpoint, key } = await needs.secrets.resource(catalogue[image].resource);
        containerId = await engine.containers.create(
          specOf({ name, deployment, part, staging, endpoint, key: key.reveal() }),
        );
        await engine.containers.start(containerId);
        return watchDownload({
          engine,
          containerId,
          image,
          folder: staging,
          signal: context.signal,
          redact: needs.redact,
          log: context.log,
          limits: { ...DOWNLOAD_LIMITS, ...needs.limits },
        });
      },
      image,
    );
    const templatePath = join(licenceFolder, TEMPLATE_FILE);
    await run(
      'licence-template',
      async () => {
        // Before anything is moved: what the container still has open belongs to it.
        await engine.containers.remove(containerId ?? '');
        await moveIn(staging, licenceFolder, needs.now());
        await writeFileAtomic(templatePath, `${printed}\n`, { mode: 0o600 });
        await chmod(templatePath, 0o600);
      },
      image,
    );
    const { files, endsAt } = await readLicence(licenceFolder, needs.now());
    return { image, files: files.map((file) => file.name), endsAt, templatePath };
  } finally {
    await run('clean-up', () => cleanUp(engine, { containerId, name, staging }, context), image);
  }
}

/** Takes container and staging folder away; what will not go is said, and the next start tries again. */
async function cleanUp(
  engine: Engine,
  {
    containerId,
    name,
    staging,
  }: { readonly containerId: string | null; readonly name: string; readonly staging: string },
  context: OperationContext<PhasesProgress>,
): Promise<void> {
  if (containerId !== null) {
    try {
      await withinLimit(engine.containers.remove(containerId));
    } catch {
      context.leave({ kind: 'container', name });
    }
  }
  try {
    await rm(staging, { recursive: true, force: true });
  } catch {
    context.leave({ kind: 'file', name: staging });
  }
}

function withinLimit<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('too slow')), CLEAN_UP_MS).unref();
    }),
  ]);
}

/** The documented download run (vendor contract 3.2). The key stands in the arguments of this one container only. */
function specOf({
  name,
  deployment,
  part,
  staging,
  endpoint,
  key,
}: {
  readonly name: string;
  readonly deployment: Deployment;
  readonly part: Part;
  readonly staging: string;
  readonly endpoint: string;
  readonly key: string;
}): ContainerSpec {
  return {
    name,
    image: part.reference,
    args: ['eula=accept', `billing=${endpoint}`, `apikey=${key}`, 'DownloadLicense=True', `Mounts:License=${MOUNT}`],
    labels: { [LABELS.job]: 'licence', [LABELS.deployment]: deployment.id, [LABELS.image]: part.image },
    mounts: [{ hostPath: staging, containerPath: MOUNT, readOnly: false }],
    ports: [],
    cpus: null,
    memoryBytes: null,
    network: null,
    restart: 'no',
  };
}

/**
 * Removes licence containers that an earlier start of this installation left: they hold the key in their arguments. Those
 * of somebody else stay as they are.
 */
export async function removeLeftovers(engine: Engine, deployments: readonly Deployment[]): Promise<void> {
  const labels = { [LABELS.job]: 'licence' };
  const [own, strangers] = await Promise.all([
    engine.containers.withLabels(labels),
    engine.containers.strangers(labels),
  ]);
  const adopted = strangers.filter((one) => deployments.some((deployment) => isFromBefore(one, deployment)));
  for (const { id } of [...own, ...adopted]) await engine.containers.remove(id);
}
