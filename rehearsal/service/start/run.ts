import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diskLog } from '../console/disk-log.ts';
import { createLog, type Log, type LogEntry, levelNamed } from '../console/log.ts';
import { features } from '../features.ts';
import { messageOf } from '../files/errors.ts';
import { type ImageIdentity, readImageIdentity } from '../settings/image-identity.ts';
import { collectSettings, parseSettings, type Settings } from '../settings/settings.ts';
import { type Switches, switchReader } from '../settings/switches.ts';
import { containerId, openUsageStore } from '../usage/records.ts';
import { downloadLicence } from './download.ts';
import { exitCodes, Stop } from './exit.ts';
import { checkLicensedStart } from './licensed.ts';
import { runOutOfMemory } from './memory.ts';
import { serve } from './serve.ts';

const IMAGE_FILE = '/app/image.json';
const EULA = 'Missing EULA=accept command line option. You must provide this to continue.';

export interface Run {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  readonly now: () => Date;
}

/** Settles when the engine, or the person at the terminal, asks the process to end; until then it stays alive. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    // A process with nothing to do would end by itself, whatever it still waits for.
    const alive = setInterval(() => undefined, 2 ** 30);
    const stop = (): void => {
      clearInterval(alive);
      resolve();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}

async function firstSwitches(read: () => Promise<Switches>): Promise<Switches> {
  try {
    return await read();
  } catch (error) {
    throw new Stop('switchNotUnderstood', `The rehearsal switches cannot be understood: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

async function obey(switches: Switches): Promise<void> {
  if (switches.start === 'oom') await runOutOfMemory();
  if (switches.start === 'crash')
    throw new Stop('crashed', 'Unhandled exception. The service crashed, as a switch says.');
  if (switches.start === 'expired-image') {
    const line = 'This container image is expired. Please update to a new container image version.';
    throw new Stop('imageExpired', line);
  }
}

interface Parts {
  readonly image: ImageIdentity;
  readonly settings: Settings;
  readonly switches: Switches;
  readonly readSwitches: () => Promise<Switches>;
  readonly log: Log;
  readonly alsoTo: (write: (entry: LogEntry) => void) => void;
  /** Settles when the process was asked to stop, at any time since it began. */
  readonly stopped: Promise<void>;
}

async function runLicensed(parts: Parts, { environment, now }: Run): Promise<number> {
  const { image, settings, switches, log } = parts;
  if (settings.diskFormat !== null && settings.outputMount === null) {
    throw new Stop('settingMissing', 'Logging:Disk:Format needs Mounts:Output.');
  }
  const { outputMount, terms } = await checkLicensedStart(settings, image, now());
  const usage = await openUsageStore(outputMount, features[image.feature].folder, containerId());
  if (settings.diskFormat !== null) parts.alsoTo(diskLog(join(usage.folder, 'logs'), settings.diskMaxFileSizeMb));
  log.info('Rehearsal.License', `Licence valid until ${terms.expiresAt.slice(0, 10)}.`);
  const stopped = parts.stopped.then((): number => exitCodes.stopped);
  if (switches.start === 'hang') return stopped;
  let exit: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    exit = resolve;
  });
  const port = environment['REHEARSAL_PORT'];
  const serving = serve({
    image,
    settings,
    usage,
    switches: parts.readSwitches,
    log,
    now,
    bind: environment['REHEARSAL_BIND'] ?? '0.0.0.0',
    port: port === undefined ? null : Number(port),
    exit,
  });
  const served = await Promise.race([serving, parts.stopped]);
  if (!served) return exitCodes.stopped;
  const crash = delay(switches.exitAfterMs ?? 0, exitCodes.crashed, { ref: false });
  const code = await Promise.race([stopped, ended, ...(switches.exitAfterMs === undefined ? [] : [crash])]);
  if (code === exitCodes.stopped) log.plain('Application is shutting down...');
  else log.plain('Unhandled exception. The service ended, as a switch says.');
  await served.stop();
  return code;
}

async function runDownload({ image, settings, switches, log, stopped }: Parts, { now }: Run): Promise<number> {
  const done = downloadLicence({ image, settings, switches, log, now }).then(({ keepRunning }) => keepRunning);
  const keepRunning = await Promise.race([done, stopped]);
  if (keepRunning) await stopped;
  return exitCodes.stopped;
}

async function start(
  wanted: Run,
  log: Log,
  parts: Omit<Parts, 'image' | 'switches' | 'readSwitches' | 'log'>,
): Promise<number> {
  const { environment } = wanted;
  const { settings } = parts;
  const image = await readImageIdentity(environment['REHEARSAL_IMAGE_FILE'] ?? IMAGE_FILE);
  if (!settings.eulaAccepted) throw new Stop('eulaMissing', EULA);
  const readSwitches = switchReader(environment, [settings.licenseMount, settings.outputMount]);
  const switches = await firstSwitches(readSwitches);
  await obey(switches);
  const whole: Parts = { ...parts, image, switches, readSwitches, log };
  return settings.downloadLicense ? runDownload(whole, wanted) : runLicensed(whole, wanted);
}

/**
 * The whole life of the service, from its arguments to its exit code: a licence download or a disconnected run. What
 * keeps it from starting is one clear line on the console and an exit code of its own.
 */
export async function run(wanted: Run): Promise<number> {
  const settings = parseSettings(collectSettings(wanted.args, wanted.environment));
  const stopped = askedToStop();
  let sink: ((entry: LogEntry) => void) | null = null;
  const log = createLog({
    write: wanted.write,
    level: levelNamed(settings.consoleLevel),
    hide: settings.apiKey === null ? [] : [settings.apiKey.reveal()],
    now: wanted.now,
    alsoTo: (entry) => sink?.(entry),
  });
  const alsoTo = (write: (entry: LogEntry) => void): void => {
    sink = write;
  };
  try {
    return await start(wanted, log, { settings, alsoTo, stopped });
  } catch (error) {
    if (error instanceof Stop) {
      log.plain(error.message);
      return exitCodes[error.exit];
    }
    log.plain(`Unhandled exception. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return exitCodes.unexpected;
  }
}
