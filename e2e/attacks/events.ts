import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fromWorld } from '../fixtures/world.ts';
import type { Field } from './field.ts';

/** What the world's engine does to containers from now on, as it does it. */
export interface Events {
  /** Ends at the next event of this kind, e.g. `create`, to a container of an image. */
  next(action: string, image: string): Promise<void>;
}

/** Listens to the engine until the attack is over. */
export async function engineEvents(field: Field): Promise<Events> {
  const format = '{{.Action}} {{.Actor.Attributes.image}}';
  const since = ['--since', '0s', '--filter', 'type=container', '--format', format];
  const listener = spawn('docker', ['--host', fromWorld('DRYDOCK_TEST_ENGINE'), 'events', ...since], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  field.after(() => listener.kill('SIGKILL'));
  await once(listener, 'spawn');
  return {
    next: (action, image) =>
      new Promise((resolve) => {
        const look = (text: Buffer): void => {
          if (!String(text).split('\n').includes(`${action} ${image}`)) return;
          listener.stdout.off('data', look);
          resolve();
        };
        listener.stdout.on('data', look);
      }),
  };
}
