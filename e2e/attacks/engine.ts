import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startPrivateEngine } from '../../electron/testing/as-root.ts';
import type { Field } from './field.ts';
import { until } from './wait.ts';

const run = promisify(execFile);

/** An engine of the attack's own, and its client. */
export interface OwnEngine {
  readonly host: string;
  docker(...args: readonly string[]): Promise<string>;
  /** Sends its process a signal: SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Ends it. On Podman that is the service; containers run on. */
  end(signal: NodeJS.Signals): Promise<void>;
  again(): Promise<void>;
}

export const isPodman = (): boolean => process.env['DRYDOCK_TEST_PRODUCT'] === 'podman';

/** Starts one, of the world's product and version; it ends with the attack. */
export async function ownEngine(field: Field): Promise<OwnEngine> {
  const engine = await startPrivateEngine();
  const docker = async (...args: readonly string[]): Promise<string> =>
    (await run('docker', ['--host', engine.host, ...args])).stdout;
  let runs = true;
  field.after(async () => {
    if (!runs) return;
    // On Podman they would run on, and hold their ports.
    await removeAll(docker);
    await engine.end('SIGKILL');
  });
  return {
    host: engine.host,
    docker,
    signal: engine.signal,
    async end(signal) {
      await engine.end(signal);
      runs = false;
    },
    async again() {
      await engine.again();
      runs = true;
    },
  };
}

/** Takes all containers away. One that is just being started again can be neither stopped nor removed on Podman: it is tried again. */
async function removeAll(docker: OwnEngine['docker']): Promise<void> {
  let said = '';
  const isEmpty = async (): Promise<boolean> => {
    const left = (await docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
    for (const command of [
      ['stop', '--time', '0'],
      ['rm', '--force', '--volumes'],
    ])
      if (left.length > 0)
        await docker(...command, ...left).catch((error: unknown) => {
          said = String(error);
        });
    return left.length === 0;
  };
  if (!(await until(isEmpty, 60_000))) throw new Error(`the engine cannot be emptied: ${said}`);
}
