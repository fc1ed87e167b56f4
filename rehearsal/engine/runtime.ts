import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** What a container is started with. */
export interface Start {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly output: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** A container's process. */
export interface Child {
  /** Undefined until the system has given it one. */
  readonly pid: number | undefined;
  /** Its exit code, and the signal that ended it, once it has ended and all that it printed was handed on. */
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

/** How the stand-in service is started as a process of its own. */
export interface Runtime {
  start(wanted: Start): Child;
}

/** As the engine tells of a process that a signal ended: 128 and the signal's number. */
export const codeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** Runs the service by a program on this computer. `args` come before the service's own, `env` is under its own. */
export function programRuntime(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Runtime {
  return {
    start(wanted) {
      const child = spawn(command, [...args, ...wanted.args], {
        cwd: wanted.cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...env, ...wanted.env },
      });
      child.stdout.setEncoding('utf8').on('data', (text: string) => wanted.output('stdout', text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => wanted.output('stderr', text));
      const ended: Child['ended'] = new Promise((resolve) => {
        child.once('error', (error) => {
          wanted.output('stderr', `${error.message}\n`);
          resolve({ exitCode: 127, signal: null });
        });
        child.once('close', (code, signal) => resolve({ exitCode: code ?? (signal ? codeOf(signal) : 1), signal }));
      });
      return { pid: child.pid, ended, kill: (signal) => void child.kill(signal) };
    },
  };
}
