import { constants } from 'node:os';
import type { Child, Runtime, Start } from './runtime.ts';
import { codeOf } from './runtime.ts';

/** Whoever started the engine's process, where that can be spoken to; Electron's `process.parentPort` is one. */
export interface Parent {
  postMessage(message: unknown): void;
  on(event: 'message', told: (message: { readonly data: unknown }) => void): unknown;
}

/** What the engine asks of its parent. */
export type Asked =
  | {
      readonly kind: 'start';
      readonly id: number;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
    }
  | { readonly kind: 'kill'; readonly id: number; readonly signal: NodeJS.Signals };

/** What the parent tells. */
export type Told =
  | { readonly kind: 'started'; readonly id: number; readonly pid: number }
  | { readonly kind: 'output'; readonly id: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'ended'; readonly id: number; readonly code: number }
  | { readonly kind: 'close' };

interface Known {
  pid: number | undefined;
  readonly killedBy: Set<NodeJS.Signals>;
  readonly output: Start['output'];
  readonly end: (end: Awaited<Child['ended']>) => void;
}

/**
 * Has the parent start the service: in a desktop runtime that is not allowed to be a plain Node, only its main process can
 * start more of itself. The code that comes back is the signal's own number where a signal ended the process.
 */
export function parentRuntime(parent: Parent): Runtime {
  const known = new Map<number, Known>();
  let last = 0;
  parent.on('message', ({ data }) => {
    const told = data as Told;
    if (told.kind === 'close') return;
    const one = known.get(told.id);
    if (!one) return;
    if (told.kind === 'started') one.pid = told.pid;
    if (told.kind === 'output') one.output(told.stream, told.text);
    if (told.kind === 'ended') {
      known.delete(told.id);
      one.end(endOf(told.code, one.killedBy));
    }
  });
  const ask = (asked: Asked): void => parent.postMessage(asked);
  return {
    start({ args, env, cwd, output }) {
      last += 1;
      const id = last;
      const killedBy = new Set<NodeJS.Signals>();
      const ended: Child['ended'] = new Promise((end) => known.set(id, { pid: undefined, killedBy, output, end }));
      ask({ kind: 'start', id, args, env, cwd });
      return {
        get pid() {
          return known.get(id)?.pid;
        },
        ended,
        kill(signal) {
          killedBy.add(signal);
          ask({ kind: 'kill', id, signal });
        },
      };
    },
  };
}

/** SIGKILL is told unasked too: the kernel sends it when memory is short, and no exit code of the service is its number. */
function endOf(code: number, killedBy: ReadonlySet<NodeJS.Signals>): Awaited<Child['ended']> {
  const { SIGKILL } = constants.signals;
  const signal = code === SIGKILL ? 'SIGKILL' : [...killedBy].find((one) => constants.signals[one] === code);
  return signal ? { exitCode: codeOf(signal), signal } : { exitCode: code, signal: null };
}
