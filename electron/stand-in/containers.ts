import { z } from 'zod';
import { errorCode } from '../files/error-code.ts';
import { type Fork, type Forked, follow } from './fork.ts';

/** What the engine asks for: its containers are processes, and only the app's main process can start one. */
const Asked = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    id: z.number(),
    args: z.array(z.string()),
    env: z.record(z.string(), z.string()),
    cwd: z.string(),
  }),
  z.object({
    kind: z.literal('kill'),
    id: z.number(),
    signal: z.enum([
      'SIGTERM',
      'SIGKILL',
      'SIGINT',
      'SIGHUP',
      'SIGQUIT',
      'SIGUSR1',
      'SIGUSR2',
      'SIGABRT',
      'SIGSTOP',
      'SIGCONT',
    ]),
  }),
]);

/**
 * Starts and ends the containers of a rehearsal engine as it asks, and tells it what they print and how they end. They end
 * with it, whatever ends it.
 */
export function serveContainers(engine: Forked, serviceFile: string, fork: Fork): void {
  const running = new Map<number, Forked>();
  let gone = false;
  engine.on('message', (message) => {
    const asked = Asked.parse(message);
    if (asked.kind === 'kill') {
      kill(running.get(asked.id), asked.signal);
      return;
    }
    const { id, args, env, cwd } = asked;
    const container = fork(serviceFile, args, { name: 'Rehearsal container', env, cwd });
    running.set(id, container);
    const tell = (told: Readonly<Record<string, unknown>>): void => {
      if (!gone) engine.postMessage({ id, ...told });
    };
    container.on('spawn', () => {
      if (gone) kill(container, 'SIGKILL');
      tell({ kind: 'started', pid: container.pid });
    });
    void follow(container, (stream, text) => tell({ kind: 'output', stream, text })).then(({ code }) => {
      running.delete(id);
      tell({ kind: 'ended', code });
    });
  });
  engine.on('exit', () => {
    gone = true;
    for (const container of running.values()) kill(container, 'SIGKILL');
  });
}

/** Sends a process a signal, as soon as it has started; one that has ended gets none. */
export function kill(one: Forked | undefined, signal: NodeJS.Signals): void {
  if (one?.pid === undefined) {
    one?.on('spawn', () => kill(one, signal));
    return;
  }
  try {
    process.kill(one.pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
