import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { z } from 'zod';
import { engineFailure } from './engine-errors.ts';
import { createLogReader } from './log-frames.ts';
import type { ContainersClient } from './types.ts';

/** What is kept of the output of a command; ours print a few lines. */
const OUTPUT_LIMIT = 64 * 1024;

const Executed = z.looseObject({ ExitCode: z.number().nullish() });

/** What containers and commands in them have printed: the log's end, a command's answer. */
export function createOutput(docker: Docker): Pick<ContainersClient, 'tail' | 'exec'> {
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
