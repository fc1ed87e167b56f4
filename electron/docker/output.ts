import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { engineFailure } from './engine-errors.ts';
import { createLogReader } from './log-frames.ts';
import type { ContainersClient } from './types.ts';

/** What is kept of the output of a command; ours print a few lines. */
const OUTPUT_LIMIT = 64 * 1024;

/** What a command printed may end a moment before the engine knows that the command has. */
const EXIT_WITHIN_MS = 5000;
const EXIT_EVERY_MS = 50;

const Executed = z.looseObject({ ExitCode: z.number().nullish(), Running: z.boolean().nullish() });

async function exitCodeOf(run: Docker.Exec): Promise<number> {
  for (const until = Date.now() + EXIT_WITHIN_MS; ; await sleep(EXIT_EVERY_MS)) {
    const { ExitCode, Running } = Executed.parse(await run.inspect());
    if (typeof ExitCode === 'number' && Running !== true) return ExitCode;
    if (Date.now() > until) throw new Foreseen('engine.slow', { seconds: EXIT_WITHIN_MS / 1000 });
  }
}

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
        return { exitCode: await exitCodeOf(run), output };
      } catch (error) {
        throw engineFailure(error);
      }
    },
  };
}
