import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startPrivateEngine } from '../../electron/testing/as-root.ts';
import type { Field } from './field.ts';

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
    const left = (await docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
    // Stopped first: one that is just being restarted cannot be removed on Podman.
    if (left.length > 0) await docker('stop', '--time', '0', ...left);
    if (left.length > 0) await docker('rm', '--force', '--volumes', ...left);
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
