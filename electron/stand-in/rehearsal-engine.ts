import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { kill, serveContainers } from './containers.ts';
import { type Fork, type Forked, follow } from './fork.ts';

export interface RehearsalEngineOptions {
  readonly fork: Fork;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly engineFile: string;
  readonly serviceFile: string;
  /** Its folder; kept, so that the next rehearsal goes on from there. */
  readonly home: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** How long it may take to end when it is asked to; then it is killed. */
  readonly endLimitMs?: number;
}

export interface RehearsalEngine {
  /** Its address, as any engine's. */
  readonly host: string;
  /** The socket or pipe behind it. */
  readonly socketPath: string;
  close(): Promise<void>;
}

const START_LIMIT_MS = 20_000;
const END_LIMIT_MS = 10_000;
const LISTENS = 'The rehearsal engine listens.';
/** An engine that ends this soon after its start is started again this often. */
const SOON_MS = 60_000;
const MOST_TIMES = 3;

/**
 * Starts the rehearsal engine as a process that ends with this one, however this one ends. Where it ends by itself, it is
 * started again at the same address, as a computer does with an engine; what ran comes up again.
 *
 * Fails with `rehearsal.not-started`.
 */
export async function startRehearsalEngine(options: RehearsalEngineOptions): Promise<RehearsalEngine> {
  await mkdir(options.home, { recursive: true });
  const name = `drydock-rehearsal-${randomUUID().slice(0, 8)}`;
  // A socket's path may have 107 characters, so it is not in the data folder.
  const windows = options.platform === 'win32';
  const socketPath = windows ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  let closing = false;
  let soon = 0;
  let current: Started;

  const start = async (): Promise<void> => {
    current = begin(options, socketPath);
    const startedAt = Date.now();
    const { gone } = current;
    try {
      await current.listens;
    } catch (error) {
      await end(current, options.endLimitMs ?? END_LIMIT_MS);
      throw error;
    }
    void gone.then(async ({ code, said }) => {
      if (closing) return;
      console.error(`The rehearsal engine ended with ${code}:\n${said}`);
      soon = Date.now() - startedAt < SOON_MS ? soon + 1 : 1;
      if (soon > MOST_TIMES) return;
      if (!windows) await rm(socketPath, { force: true });
      await start().catch((error: unknown) => console.error(`rehearsal: ${String(error)}`));
    });
  };
  await start();
  return {
    host: windows ? `npipe://${socketPath.replaceAll('\\', '/')}` : `unix://${socketPath}`,
    socketPath,
    async close() {
      closing = true;
      await end(current, options.endLimitMs ?? END_LIMIT_MS);
      if (!windows) await rm(socketPath, { force: true });
    },
  };
}

interface Started {
  readonly engine: Forked;
  /** Kept once it listens; fails with `rehearsal.not-started`. */
  readonly listens: Promise<void>;
  readonly gone: Promise<{ readonly code: number; readonly said: string }>;
}

function begin({ fork, engineFile, serviceFile, home, version, env }: RehearsalEngineOptions, socket: string): Started {
  const args = ['--socket', socket, '--home', home, '--version', version];
  const engine = fork(engineFile, args, { name: 'Rehearsal engine', env: known(env) });
  serveContainers(engine, serviceFile, fork);
  let said = '';
  let heard = (): void => undefined;
  const gone = follow(engine, (_, text) => {
    said = (said + text).slice(-4000);
    if (said.includes(LISTENS)) heard();
  }).then(({ code }) => ({ code, said }));
  const listens = new Promise<void>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Foreseen('rehearsal.not-started', {}, { detail: `${why}\n${said}`.trim() }));
    const timer = setTimeout(() => {
      fail(`It did not listen within ${START_LIMIT_MS / 1000} s.`);
    }, START_LIMIT_MS);
    heard = () => {
      clearTimeout(timer);
      resolve();
    };
    void gone.then(({ code }) => {
      clearTimeout(timer);
      fail(`It ended with ${code}.`);
    });
  });
  return { engine, listens, gone };
}

/** Asks an engine to end, and kills it where it has not after `limitMs`. */
async function end({ engine, gone }: Started, limitMs: number): Promise<void> {
  engine.postMessage({ kind: 'close' });
  const limit = setTimeout(() => kill(engine, 'SIGKILL'), limitMs);
  await gone;
  clearTimeout(limit);
}

const known = (env: RehearsalEngineOptions['env']): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
