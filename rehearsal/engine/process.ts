import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './logs.ts';
import { measure } from './measure.ts';
import type { Runtime } from './runtime.ts';
import type { Container, Image } from './state.ts';

export interface Running {
  readonly pid: number | undefined;
  readonly ended: Promise<{ readonly exitCode: number; readonly oomKilled: boolean }>;
  kill(signal: NodeJS.Signals): void;
  killForMemory(): void;
}

const WATCH_MEMORY_MS = 50;

/**
 * Runs a container as a process of this computer: its mounts are the host's folders, its port one of loopback, and the
 * names of other containers on its network the ports that these have. Above its memory limit it is killed, as the kernel
 * would.
 */
export function startProcess(input: {
  readonly container: Container;
  readonly image: Image;
  readonly folder: string;
  readonly port: number;
  /** `http://NAME:PORT` in its arguments, and where that is here. */
  readonly places: ReadonlyMap<string, string>;
  readonly runtime: Runtime;
  /** What an engine gives besides the container's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: Log;
}): Running {
  const { container, image, folder, runtime, log } = input;
  const identity = join(folder, 'image.json');
  writeFileSync(identity, JSON.stringify({ feature: image.feature, build: image.build }));
  for (const { host, isMount } of container.binds) if (!isMount) mkdirSync(host, { recursive: true });
  const here = (text: string): string => placedHere(text, container, input.places);
  const own = Object.fromEntries(
    container.env.map((entry) => [entry.split('=')[0] ?? '', here(entry.replace(/^[^=]*=/, ''))]),
  );
  const child = runtime.start({
    args: container.args.map(here),
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...input.env,
      HOSTNAME: container.id.slice(0, 12),
      REHEARSAL_IMAGE_FILE: identity,
      REHEARSAL_BIND: '127.0.0.1',
      REHEARSAL_PORT: String(input.port),
      ...own,
    },
    output: log.add,
  });
  let oomKilled = false;
  let asked = false;
  const watch = setInterval(() => {
    if (container.memory > 0 && measure(child.pid).memoryBytes > container.memory) killForMemory();
  }, WATCH_MEMORY_MS);
  const killForMemory = (): void => {
    oomKilled = true;
    child.kill('SIGKILL');
  };
  const ended = child.ended.then(({ exitCode, signal }) => {
    clearInterval(watch);
    // Killed without anyone having asked: the kernel does that when memory runs out.
    return { exitCode, oomKilled: oomKilled || (signal === 'SIGKILL' && !asked) };
  });
  return {
    get pid() {
      return child.pid;
    },
    ended,
    kill(signal) {
      asked = true;
      child.kill(signal);
    },
    killForMemory,
  };
}

/** What of an argument or an entry of the environment names another container: `http://layout:5000`. */
export const originIn = (text: string): string | null =>
  /^(?:[\w:.]+=)?(http:\/\/[a-z][\w.-]*:\d+)(?:\/.*)?$/i.exec(text)?.[1] ?? null;

/** An argument as the process has to get it: folders inside the container are the host's, and names are ports. */
function placedHere(text: string, { binds }: Container, places: ReadonlyMap<string, string>): string {
  const [, name = '', value = text] = /^([\w:.]+=)(.*)$/s.exec(text) ?? ['', '', text];
  for (const { host, container } of binds)
    if (value === container || value.startsWith(`${container}/`))
      return `${name}${host}${value.slice(container.length)}`;
  const [, origin = '', path = ''] = /^(https?:\/\/[^/]+)(.*)$/s.exec(value) ?? [];
  const place = places.get(origin);
  return place ? `${name}${place}${path}` : text;
}
