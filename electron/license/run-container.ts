import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { LicenceQuestion } from '#shared/domain/operations.ts';
import type { ContainerSpec, Engine } from '../docker/types.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { ResourceCredentials } from '../secrets/secrets.ts';
import { type Making, makeContainer, runLabels } from './container.ts';
import type { Guard } from './guard.ts';
import type { KeyWatch } from './key-readable.ts';
import { createListener } from './listen.ts';
import { environmentOf, secretsIn, shownProxy } from './proxy.ts';
import type { OpenQuestion } from './questions.ts';
import { DOWNLOAD_LIMITS, type DownloadLimits, type RanDownload, watchDownload } from './run-download.ts';
import { createRunLog } from './run-log.ts';
import { type ProxyNeeds, wantedProxy } from './wanted-proxy.ts';

export interface RunNeeds extends ProxyNeeds {
  readonly redact: (text: string) => string;
  readonly redactor: Pick<Redactor, 'know'>;
  readonly now: () => Date;
  readonly licenceLimits?: Partial<DownloadLimits> | undefined;
}

/** One licence run: its container, and where its output and its questions go. */
export interface LicenceRun {
  readonly engine: Engine;
  readonly deployment: Deployment;
  readonly part: Part;
  /** The very image that may be given the key. */
  readonly imageId: string;
  readonly credentials: ResourceCredentials;
  readonly name: string;
  readonly needs: RunNeeds;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly ask: (question: LicenceQuestion) => OpenQuestion;
  readonly held: KeyWatch;
  readonly making: Making;
  readonly guard: Pick<Guard, 'begin'>;
}

/**
 * Where the licence folder is inside the container; any path that the `Mounts:License` setting names will do. It is no
 * mount: the container writes to its own file system, and Drydock takes from there what is a licence.
 */
export const FOLDER = '/licence';

/** Makes the container, starts it and follows it to its end; its id and how it ended. Whoever calls it removes it. */
export async function runContainer(run: LicenceRun): Promise<readonly [string, RanDownload]> {
  const { engine, part, needs, signal, log, ask, held, making } = run;
  const guardId = await run.guard.begin(signal);
  const spec = { ...(await specOf(run)), ...(guardId === null ? {} : { endsWith: guardId }) };
  const runLog = createRunLog({ image: part.image, redact: needs.redact, log, now: needs.now });
  const over = new AbortController();
  const reading = { signal: AbortSignal.any([signal, over.signal]), line: runLog.line, begun: runLog.begun };
  const listener = createListener(engine, reading, log);
  try {
    held.made();
    const containerId = await makeContainer(engine, spec, FOLDER, signal, { making, made: listener.attach });
    const following = listener.ended(containerId);
    const limits = { ...DOWNLOAD_LIMITS, ...needs.licenceLimits };
    const { now } = needs;
    const watched = { engine, containerId, image: part.image, log: runLog, following, signal, ask, now, limits };
    const ran = await watchDownload(watched);
    held.ended();
    return [containerId, ran];
  } finally {
    over.abort();
  }
}

/** The documented download run (vendor contract 3.2). The key is in the arguments of this one container only. */
async function specOf(run: LicenceRun): Promise<ContainerSpec> {
  const { name, engine, deployment, part, imageId, needs, log } = run;
  const { endpoint, key } = run.credentials;
  // The way to the internet, for this container alone.
  const proxy = await wantedProxy(needs, engine.host);
  for (const secret of proxy ? secretsIn(proxy) : []) needs.redactor.know(secret);
  if (proxy) log(`Proxy (${proxy.from}): ${shownProxy(proxy.https ?? proxy.http ?? '')}`);
  return {
    name,
    image: imageId,
    args: [
      'eula=accept',
      `billing=${endpoint}`,
      `apikey=${key.reveal()}`,
      'DownloadLicense=True',
      `Mounts:License=${FOLDER}`,
    ],
    labels: runLabels(deployment.id, part.image),
    env: proxy ? environmentOf(proxy) : [],
    mounts: [],
    ports: [],
    cpus: null,
    memoryBytes: null,
    network: null,
    restart: 'no',
  };
}
