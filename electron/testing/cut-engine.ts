// For tests: a way to the tests' engine that can be cut, or fall silent, at any moment.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface EngineWay {
  /** An address of an engine. */
  readonly host: string;
  /** Ends every connection and takes no more: what the app does from now on reaches nobody, as after a kill. */
  readonly cut: () => void;
  /** Takes questions and lets no more answers through, not even the rest of one that has begun. */
  readonly silence: () => void;
  readonly close: () => Promise<void>;
}

/** A path for a socket that nobody uses. */
export const newSocketPath = (): string => join(tmpdir(), `drydock-way-${randomUUID().slice(0, 8)}.sock`);

/** Opens a socket that leads to the engine at `unix://…`. */
export async function openEngineWay(engine: string, path = newSocketPath()): Promise<EngineWay> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let silent = false;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: engine.replace(/^unix:\/\//, ''), allowHalfOpen: true });
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!silent) near.write(chunk);
    });
    far.on('end', () => {
      if (!silent) near.end();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  const cut = (): void => {
    server.close();
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    host: `unix://${path}`,
    cut,
    silence: () => {
      silent = true;
    },
    async close() {
      cut();
      await rm(path, { force: true });
    },
  };
}
