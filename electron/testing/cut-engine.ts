// For tests: a way to the tests' engine that can be cut at any moment, also just before it is asked for something.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';

export interface EngineWay {
  /** An address of an engine. */
  readonly host: string;
  /** Cuts it before the nth question from now on whose first line matches; ends when that happened. */
  readonly cutBefore: (question: RegExp, nth?: number) => Promise<void>;
  /** Ends every connection and takes no more: what the app does from now on reaches nobody, as after a kill. */
  readonly close: () => Promise<void>;
}

/** A path for a socket that nobody uses. */
export const newSocketPath = (): string => join(tmpdir(), `drydock-way-${randomUUID().slice(0, 8)}.sock`);

/** Opens a socket that leads to the engine at `unix://…`. */
export async function openEngineWay(engine: string, path = newSocketPath()): Promise<EngineWay> {
  const sockets = new Set<Socket>();
  let trap: { readonly question: RegExp; left: number; readonly sprung: () => void } | null = null;
  const cut = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  /** Whether a question may go on its way. */
  const passes = (chunk: Buffer): boolean => {
    if (!trap?.question.test(chunk.toString('latin1').split('\r\n', 1)[0] ?? '')) return true;
    trap.left -= 1;
    if (trap.left > 0) return true;
    cut();
    trap.sprung();
    return false;
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: engine.replace(/^unix:\/\//, ''), allowHalfOpen: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      const end = (): void => {
        sockets.delete(socket);
        other.destroy();
      };
      socket.on('error', end).on('close', end);
    }
    const watched = new Transform({
      transform: (chunk: Buffer, _encoding, done) => (passes(chunk) ? done(null, chunk) : done()),
    });
    near.pipe(watched).pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  return {
    host: `unix://${path}`,
    cutBefore: (question, nth = 1) =>
      new Promise((sprung) => {
        trap = { question, left: nth, sprung };
      }),
    async close() {
      cut();
      await rm(path, { force: true });
    },
  };
}
