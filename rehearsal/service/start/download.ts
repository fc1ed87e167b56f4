import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../console/log.ts';
import { features } from '../features.ts';
import { messageOf, systemCode } from '../files/errors.ts';
import { askEndpoint, type EndpointStatus, parseEndpoint } from '../licence/endpoint.ts';
import { licenceText, writeLicence } from '../licence/licence-file.ts';
import type { ImageIdentity } from '../settings/image-identity.ts';
import type { Settings } from '../settings/settings.ts';
import type { Switches } from '../settings/switches.ts';
import { type ExitName, Stop } from './exit.ts';
import { isFolder, whyNotWritable } from './mounts.ts';

const CLIENT = 'Microsoft.CloudAI.Containers.Http.CloudClient';
const DOWNLOAD = 'Rehearsal.License.Download';
const DAYS = 365;
const ATTEMPTS = 10;
const RETRY_MS = 300;
const SLOW_MS = 20_000;

const exitFor: Readonly<Record<Exclude<EndpointStatus, 'Valid'>, ExitName>> = {
  Invalid: 'keyInvalid',
  Mismatch: 'keyMismatch',
  CouldNotConnect: 'couldNotConnect',
  OutOfQuota: 'outOfQuota',
  ContainerUseUnauthorized: 'containerUseUnauthorized',
  Unknown: 'endpointUnknown',
};

export interface Start {
  readonly image: ImageIdentity;
  readonly settings: Settings;
  readonly switches: Switches;
  readonly log: Log;
  readonly now: () => Date;
}

/** Counts down as the vendor's containers do when the endpoint does not answer (vendor contract 5), then gives up. */
async function failToConnect(log: Log, retryMs: number): Promise<never> {
  for (let left = ATTEMPTS - 1; left >= 0; left -= 1) {
    log.fail(CLIENT, `Failed to reach endpoint. Trying ${left} more times.`);
    if (left > 0) await delay(retryMs);
  }
  throw new Stop('couldNotConnect', "Endpoint connection failed with status 'CouldNotConnect'.");
}

async function connect({ settings, switches, log }: Start): Promise<URL> {
  if (settings.billing === null) throw new Stop('settingMissing', 'Missing Billing. The licence download needs it.');
  if (settings.apiKey === null) throw new Stop('settingMissing', 'Missing ApiKey. The licence download needs it.');
  const endpoint = parseEndpoint(settings.billing);
  if (endpoint === null) throw new Stop('billingInvalid', 'Invalid Billing Endpoint URI.');
  log.info(DOWNLOAD, `Asking '${endpoint.origin}' for a licence.`);
  const status = switches.download === 'key-refused' ? 'Invalid' : askEndpoint(endpoint, settings.apiKey);
  if (status === 'CouldNotConnect') return failToConnect(log, switches.retryMs ?? RETRY_MS);
  if (status !== 'Valid') {
    log.fail(CLIENT, `Endpoint connection failed with status '${status}'.`);
    throw new Stop(exitFor[status], `No licence was downloaded: the endpoint answered '${status}'.`);
  }
  return endpoint;
}

async function writableMount(settings: Settings): Promise<string> {
  const mount = settings.licenseMount;
  if (mount === null) throw new Stop('settingMissing', 'Missing Mounts:License. The licence download needs it.');
  if (!(await isFolder(mount))) throw new Stop('licenceMountMissing', `Licence folder '${mount}' is not mounted.`);
  const why = await whyNotWritable(mount);
  if (why !== null) throw new Stop('licenceMountNotWritable', `Licence folder '${mount}' is not writable: ${why}`);
  return mount;
}

/** The run command for later, with placeholders. Its real wording is unknown (vendor contract 3.3). */
export function commandTemplate(image: ImageIdentity): readonly string[] {
  const { repository, port } = features[image.feature];
  const ending = image.feature === 'read' ? ':3.2' : '';
  return [
    'Keep the following command. It starts this container, with the licence just downloaded, on a host without network:',
    '',
    `docker run --rm -it -p ${port}:${port} --memory {MEMORY_SIZE} --cpus {NUMBER_CPUS} \\`,
    '  -v {LICENSE_MOUNT}:{CONTAINER_LICENSE_DIRECTORY} \\',
    '  -v {OUTPUT_PATH}:{CONTAINER_OUTPUT_DIRECTORY} \\',
    `  {REGISTRY}/${repository}${ending} \\`,
    '  eula=accept Mounts:License={CONTAINER_LICENSE_DIRECTORY} Mounts:Output={CONTAINER_OUTPUT_DIRECTORY}',
    '',
  ];
}

/** Leaves half a licence behind, as a writer less careful than ours would when it is killed. */
async function leaveHalf(mount: string, image: ImageIdentity, endpoint: URL, now: Date): Promise<never> {
  const at = now.toISOString();
  const { feature, build } = image;
  const text = licenceText({ about: '', feature, build, endpoint: endpoint.origin, downloadedAt: at, expiresAt: at });
  await writeFile(join(mount, `${feature}.lic`), text.slice(0, text.length / 2));
  throw new Stop('crashed', 'The licence download broke off.');
}

async function save(start: Start, mount: string, endpoint: URL): Promise<void> {
  const { image, switches, log } = start;
  if (switches.download === 'half-file') await leaveHalf(mount, image, endpoint, start.now());
  if (switches.download === 'no-file') return;
  const wanted = { endpoint: endpoint.origin, now: start.now(), days: switches.licenceDays ?? DAYS };
  try {
    if (switches.download === 'no-space') {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    }
    const { path, terms } = await writeLicence(mount, image, wanted);
    log.info(DOWNLOAD, `Licence written to '${path}', valid until ${terms.expiresAt.slice(0, 10)}.`);
  } catch (error) {
    const exit = systemCode(error) === 'ENOSPC' ? 'noSpace' : 'licenceMountNotWritable';
    throw new Stop(exit, `The licence could not be written to '${mount}': ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Downloads a licence: checks the mount, endpoint and key, writes the licence, prints the command template. Ends when
 * that is done, or with `Stop`. Whether the real container then exits is unknown; this one does unless a switch says
 * otherwise, in which case `keepRunning` is true.
 */
export async function downloadLicence(start: Start): Promise<{ readonly keepRunning: boolean }> {
  const { switches, log } = start;
  const mount = await writableMount(start.settings);
  log.plain(`Using '${mount}' for the licence.`);
  log.plain('Logging to console.');
  const endpoint = await connect(start);
  log.info(DOWNLOAD, "Endpoint answered with status 'Valid'.");
  if (switches.download === 'hang') return { keepRunning: true };
  await delay(switches.downloadMs ?? (switches.download === 'slow' ? SLOW_MS : 0));
  await save(start, mount, endpoint);
  for (const line of commandTemplate(start.image)) log.plain(line);
  return { keepRunning: switches.download === 'keep-running' };
}
