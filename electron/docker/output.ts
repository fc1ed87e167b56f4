import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { z } from 'zod';
import { engineFailure } from './engine-errors.ts';
import { createLineReader, createLogReader } from './log-frames.ts';
import type { ContainersClient } from './types.ts';

/** What is kept of the output of a command; ours print a few lines. */
const OUTPUT_LIMIT = 64 * 1024;

const Executed = z.looseObject({ ExitCode: z.number().nullish() });

/** What containers and commands in them print: the log's end, all that comes from now on, a command's answer. */
export function createOutput(docker: Docker): Pick<ContainersClient, 'tail' | 'attach' | 'exec'> {
  return {
    async tail(id, lines) {
      let text = '';
      const reader = createLogReader((piece) => {
        text += piece;
      });
      try {
        const log = await docker.getContainer(id).logs({ stdout: true, stderr: true, follow: false, tail: lines });
        reader.push(log);
      } catch (error) {
        throw engineFailure(error);
      }
      reader.end();
      return text;
    },
    async attach(id, { signal, line, begun }) {
      let output: unknown;
      try {
        output = await docker
          .getContainer(id)
          .attach({ stream: true, stdout: true, stderr: true, abortSignal: signal });
      } catch (error) {
        throw engineFailure(error, signal);
      }
      const read = async (): Promise<void> => {
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
      const ended = read();
      ended.catch(() => undefined); // told to whoever waits for it, which may be later
      return { ended };
    },
    async exec(id, command) {
      let output = '';
      const reader = createLogReader((piece) => {
        output = (output + piece).slice(0, OUTPUT_LIMIT);
      });
      try {
        const run = await docker
          .getContainer(id)
          .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, Tty: false });
        const stream: unknown = await run.start({ Detach: false, Tty: false });
        if (stream instanceof Readable)
          for await (const chunk of stream) if (chunk instanceof Uint8Array) reader.push(chunk);
        reader.end();
        return { exitCode: Executed.parse(await run.inspect()).ExitCode ?? 0, output };
      } catch (error) {
        throw engineFailure(error);
      }
    },
  };
}
