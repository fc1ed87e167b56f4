import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startPrivateEngine } from '../../electron/testing/as-root.ts';
import { fromWorld } from '../fixtures/world.ts';
import type { Field } from './field.ts';

const run = promisify(execFile);

/** An engine that an attack may end, and its client. */
export interface OwnEngine {
  readonly host: string;
  docker(...args: readonly string[]): Promise<string>;
  /** Ends it, and starts it again; null on Podman, where there is no engine that runs all the time. */
  readonly power: { end(signal: NodeJS.Signals): Promise<void>; again(): Promise<void> } | null;
}

export const isPodman = (): boolean => process.env['DRYDOCK_TEST_PRODUCT'] === 'podman';

/** A Docker engine of the attack's own, of the world's version; on Podman the world's. */
export async function ownEngine(field: Field): Promise<OwnEngine> {
  const engine = isPodman() ? null : await startPrivateEngine();
  let runs = engine !== null;
  field.after(() => (runs ? engine?.end('SIGKILL') : undefined));
  const host = engine?.host ?? fromWorld('DRYDOCK_TEST_ENGINE');
  return {
    host,
    docker: async (...args) => (await run('docker', ['--host', host, ...args])).stdout,
    power: engine && {
      async end(signal) {
        await engine.end(signal);
        runs = false;
      },
      async again() {
        await engine.again();
        runs = true;
      },
    },
  };
}
