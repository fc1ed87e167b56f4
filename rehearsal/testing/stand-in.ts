import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleService } from '../image/bundle.mjs';
import { writeLicence } from '../service/licence/licence-file.ts';
import type { Feature } from '../service/settings/image-identity.ts';

let bundle: Promise<string> | null = null;
let bundleUsers = 0;

/** The service as it goes into the images: it starts ten times faster than from source, and is what ships. */
async function borrowBundle(): Promise<string> {
  bundleUsers += 1;
  bundle ??= mkdtemp(join(tmpdir(), 'rehearsal-bundle-')).then((folder) => bundleService(folder));
  return bundle;
}

async function returnBundle(): Promise<void> {
  bundleUsers -= 1;
  if (bundleUsers > 0 || bundle === null) return;
  const main = await bundle;
  bundle = null;
  await rm(dirname(main), { recursive: true, force: true });
}

/** A key in the form of a real one; it opens nothing. */
export const testKey = '0123456789abcdef0123456789abcdef';
export const testEndpoint = 'https://rehearsal.cognitiveservices.azure.com';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface Started {
  readonly output: () => string;
  /** Asks it to stop and waits until it has; its exit code and all it printed. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export interface Running extends Started {
  readonly address: string;
}

export interface Bench {
  readonly folder: string;
  /** Mounts of a feature: its own licence folder, and the output folder that all of a bench share. */
  mounts(feature: Feature): Promise<{ readonly licence: string; readonly output: string }>;
  /** Runs to the end, as a licence download does. */
  run(feature: Feature, args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Starts and waits until the console shows what is waited for. */
  startUntil(
    pattern: RegExp,
    feature: Feature,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<Started & { readonly match: RegExpExecArray }>;
  /** Starts and waits until it listens. */
  start(feature: Feature, args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Running>;
  /** Writes a licence, starts with it, and waits until it listens; it is ready at once. */
  serve(feature: Feature, args?: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Running>;
  remove(): Promise<void>;
}

export function licenceArgs(licence: string, output: string): readonly string[] {
  return ['eula=accept', `Mounts:License=${licence}`, `Mounts:Output=${output}`];
}

export function downloadArgs(licence: string): readonly string[] {
  const endpoint = [`billing=${testEndpoint}`, `apikey=${testKey}`];
  return ['eula=accept', ...endpoint, 'DownloadLicense=True', `Mounts:License=${licence}`];
}

interface Spawned {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<Ended>;
}

/** Waits for a line on the console; fails if the process ends before. */
async function printed({ child, output, ended }: Spawned, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(output());
    if (match) return match;
    const more = child.stdout ? once(child.stdout, 'data').then(() => false) : Promise.resolve(true);
    if (await Promise.race([more, ended.then(() => true)])) {
      throw new Error(`The stand-in ended before it printed ${pattern}:\n${output()}`);
    }
  }
}

/** A folder in the temporary folder and the stand-ins that run in it, as child processes on free loopback ports. */
export async function openBench(build = 'test-1'): Promise<Bench> {
  const mainPath = await borrowBundle();
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  const started: Spawned[] = [];

  const launch = async (feature: Feature, args: readonly string[], extra: Readonly<Record<string, string>>) => {
    const imageFile = join(folder, `${feature}.json`);
    await writeFile(imageFile, JSON.stringify({ feature, build }));
    const place = { REHEARSAL_IMAGE_FILE: imageFile, REHEARSAL_BIND: '127.0.0.1', REHEARSAL_PORT: '0' };
    const child = spawn(process.execPath, [mainPath, ...args], {
      env: { PATH: process.env['PATH'], ...place, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    }
    const ended = once(child, 'close').then((): Ended => ({ code: child.exitCode, output: text }));
    const spawned: Spawned = { child, output: () => text, ended };
    started.push(spawned);
    return spawned;
  };

  const bench: Bench = {
    folder,
    async mounts(feature) {
      const [licence, output] = [join(folder, `licence-${feature}`), join(folder, 'output')];
      await mkdir(licence, { recursive: true });
      await mkdir(output, { recursive: true });
      return { licence, output };
    },
    async run(feature, args, environment = {}) {
      return (await launch(feature, args, environment)).ended;
    },
    async startUntil(pattern, feature, args, environment = {}) {
      const spawned = await launch(feature, args, environment);
      const match = await printed(spawned, pattern);
      return {
        match,
        output: spawned.output,
        ended: spawned.ended,
        stop(signal = 'SIGTERM') {
          spawned.child.kill(signal);
          return spawned.ended;
        },
      };
    },
    async start(feature, args, environment) {
      const pattern = /Now listening on: http:\/\/127\.0\.0\.1:(\d+)/;
      const started = await bench.startUntil(pattern, feature, args, environment);
      return { ...started, address: `http://127.0.0.1:${started.match[1]}` };
    },
    async serve(feature, args = [], environment = {}) {
      const { licence, output } = await bench.mounts(feature);
      await writeLicence(licence, { feature, build }, { endpoint: testEndpoint, now: new Date(), days: 365 });
      return bench.start(feature, [...licenceArgs(licence, output), ...args], {
        REHEARSAL_READYAFTERMS: '0',
        ...environment,
      });
    },
    async remove() {
      for (const { child } of started) child.kill('SIGKILL');
      await Promise.all(started.map((one) => one.ended));
      await rm(folder, { recursive: true, force: true });
      await returnBundle();
    },
  };
  return bench;
}
