import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';

export interface RehearsalEngineOptions {
  /** A program that runs JavaScript files, with the environment that it needs for that. */
  readonly command: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly engineFile: string;
  readonly serviceFile: string;
  /** Its folder; kept, so that the next rehearsal goes on from there. */
  readonly home: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
}

export interface RehearsalEngine {
  /** Its address, as any engine's. */
  readonly host: string;
  /** The socket or pipe behind it. */
  readonly socketPath: string;
  close(): Promise<void>;
}

const START_LIMIT_MS = 20_000;
const LISTENS = 'The rehearsal engine listens.';

/**
 * Starts the rehearsal engine as a process that ends with this one, however this one ends.
 *
 * Fails with `rehearsal.not-started`.
 */
export async function startRehearsalEngine(options: RehearsalEngineOptions): Promise<RehearsalEngine> {
  await mkdir(options.home, { recursive: true });
  const name = `drydock-rehearsal-${randomUUID().slice(0, 8)}`;
  // A socket's path may have 107 characters, so it does not stand in the data folder.
  const windows = options.platform === 'win32';
  const socket = windows ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  const { home, serviceFile, version } = options;
  const child = spawn(
    options.command,
    [options.engineFile, '--socket', socket, '--home', home, '--service', serviceFile, '--version', version],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...options.env } },
  );
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await listening(child);
  return {
    host: windows ? `npipe://${socket.replaceAll('\\', '/')}` : `unix://${socket}`,
    socketPath: socket,
    async close() {
      child.stdin?.end();
      await gone;
      if (!windows) await rm(socket, { force: true });
    },
  };
}

function listening(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Foreseen('rehearsal.not-started', {}, { detail: `${why}\n${said}`.trim() }));
    const timer = setTimeout(() => {
      child.kill();
      fail(`It did not listen within ${START_LIMIT_MS / 1000} s.`);
    }, START_LIMIT_MS);
    const settle = (then: () => void): void => {
      clearTimeout(timer);
      then();
    };
    child.once('error', (error) => settle(() => fail(error.message)));
    child.once('close', (code) => settle(() => fail(`It ended with ${code}.`)));
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        said = (said + chunk).slice(-4000);
        if (said.includes(LISTENS)) settle(resolve);
      });
  });
}
