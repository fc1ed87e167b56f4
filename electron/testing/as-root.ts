// Tests run as an ordinary user. What only root can do they ask of the test world (scripts/world/hand.mjs).
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Runs a program as root in the test world, to its end; what it printed. Fails with what it said where it fails. */
export async function asRoot(...argv: readonly string[]): Promise<string> {
  return ((await ask('/run', { argv })) as { stdout: string }).stdout;
}

/** Takes a folder away, with files in it that a container made and that belong to others. */
export async function removeFolder(path: string): Promise<void> {
  await asRoot('rm', '-rf', '--', path);
}

/** An engine of a test's own, that can be ended and started again. It ends with the world. */
export interface PrivateEngine {
  readonly host: string;
  readonly folder: string;
  /** Sends its process a signal, and waits for nothing. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Ends the engine, as `systemctl stop` or a crash would; nothing of it runs any more. (Podman's containers run on.) */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again where it was, and waits until it answers; `options` replace those of the first start. */
  again(options?: readonly string[]): Promise<void>;
}

/** Starts one, of the world's own product and version; `settings` are those of Docker's `daemon.json`. */
export async function startPrivateEngine(settings: Readonly<Record<string, unknown>> = {}): Promise<PrivateEngine> {
  const { id, host, folder } = (await ask('/engines', { settings })) as { id: number; host: string; folder: string };
  return {
    host,
    folder,
    signal: async (signal) => void (await ask(`/engines/${id}/signal`, { signal })),
    end: async (signal) => void (await ask(`/engines/${id}/end`, { signal })),
    again: async (options = []) => void (await ask(`/engines/${id}/again`, { options })),
  };
}

function ask(path: string, body: unknown): Promise<unknown> {
  const socketPath = process.env['DRYDOCK_TEST_HAND'];
  if (!socketPath) throw new Error('DRYDOCK_TEST_HAND is not set: run this through "npm test"');
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: 'POST' }, async (answer) => {
      const said = await text(answer);
      if (answer.statusCode === 200) resolve(JSON.parse(said));
      else reject(new Error(said));
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
