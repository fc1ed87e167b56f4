import { setTimeout as sleep } from 'node:timers/promises';
import { readyAt } from '../fixtures/ready.ts';
import { docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
import { until } from './wait.ts';

const TIMES = 5;
const APART_MS = 150;

/** The app is killed while it makes and starts a helper and its feature; after the next start Start is pressed once. */
export const killedStart: Attack = {
  id: 'F6',
  what: 'after a kill between create and start, Start is refused',
  quick: false,
  async play(field) {
    let app = await field.start();
    const deployment = await app.define('invoice');
    await app.licensed(deployment);
    const { id } = deployment;
    const found: string[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await app.begin('deployments.start', { id });
      const made = async (): Promise<boolean> =>
        (await docker('ps', '--all', '--quiet', '--filter', `name=drydock-${id}-layout`)).trim() !== '';
      if (!(await until(made, 60_000))) throw new Error('the helper was never made');
      // Some moments after it was made: before it is started, and while nothing but it runs.
      await sleep(time * APART_MS);
      await app.opened.kill();
      app = await field.start();
      await app.get('engine.search');
      await app.idle();
      const { state } = await app.run('deployments.start', { id }, 120_000);
      const serves = (await docker('ps', '--quiet', '--filter', `name=drydock-${id}-invoice`)).trim() !== '';
      // A start that was found to have come to its end needs no other.
      const isThere =
        state.failure?.code === 'run.already-running' && (await until(() => readyAt(deployment.hostPort), 20_000));
      if (!isThere && (state.name !== 'succeeded' || !serves))
        found.push(`killed ${time * APART_MS} ms after create: ${state.failure?.code ?? state.name}`);
      const removed = await app.run('deployments.remove', { id }, 60_000);
      if (removed.state.name !== 'succeeded') throw new Error(`remove: ${JSON.stringify(removed)}`);
    }
    return brokenBy(found, `served after ${TIMES} kills with one press at most`);
  },
};
