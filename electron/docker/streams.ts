import { Duplex, Readable } from 'node:stream';
import type Docker from 'dockerode';
import { Foreseen } from '#shared/failures/failure.ts';
import { engineFailure } from './engine-errors.ts';
import { createLineReader, createLogReader } from './log-frames.ts';
import type { ContainerStreams, Reading } from './types.ts';

const KEEP_EVERY_MS = 10_000;

/** What goes into containers and comes out of them, while they run. */
export function createStreams(docker: Docker): ContainerStreams {
  /** Reads the engine's stream to its end, line by line. */
  function read(output: unknown, { signal, line, begun }: Reading): { readonly ended: Promise<void> } {
    const reading = async (): Promise<void> => {
      const lines = createLineReader(line, begun);
      const reader = createLogReader(lines.push);
      try {
        if (output instanceof Readable)
          for await (const chunk of output) if (chunk instanceof Uint8Array) reader.push(chunk);
      } catch (error) {
        if (!signal.aborted) throw engineFailure(error);
      }
      reader.end();
      lines.end();
    };
    const ended = reading();
    ended.catch(() => undefined); // told to whoever waits for it, which may be later
    return { ended };
  }

  return {
    async attach(id, reading) {
      const options = { stream: true, stdout: true, stderr: true, abortSignal: reading.signal };
      try {
        return read(await docker.getContainer(id).attach(options), reading);
      } catch (error) {
        throw engineFailure(error, reading.signal);
      }
    },
    async follow(id, reading) {
      const options = { follow: true, stdout: true, stderr: true, abortSignal: reading.signal } as const;
      try {
        return read(await docker.getContainer(id).logs(options), reading);
      } catch (error) {
        throw engineFailure(error, reading.signal);
      }
    },
    async hold(id, signal) {
      let input: unknown;
      try {
        // A connection of its own (`hijack`): the engine ends the input when that ends.
        input = await docker.getContainer(id).attach({ stream: true, stdin: true, hijack: true, abortSignal: signal });
      } catch (error) {
        throw engineFailure(error, signal);
      }
      if (!(input instanceof Duplex)) throw new Foreseen('engine.refused', { status: 200 });
      const held = input;
      held.on('error', () => held.destroy()); // it ends like any other
      held.resume();
      // What stands between may end a connection on which nothing moves.
      const timer = setInterval(() => held.write('.'), KEEP_EVERY_MS).unref();
      const ended = new Promise<void>((resolve) => {
        held.once('close', () => {
          clearInterval(timer);
          resolve();
        });
      });
      return { ended, release: () => void held.destroy() };
    },
  };
}
