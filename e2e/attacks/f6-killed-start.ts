import { type Attack, brokenBy } from './attack.ts';
import { engineEvents } from './events.ts';
import { within } from './limit.ts';

const KILLS = 5;

/** The app is killed as soon as the engine has made the container of a start. */
export const killedStart: Attack = {
  id: 'F6',
  what: 'after a kill between create and start the next start fails',
  quick: false,
  async play(field) {
    let app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    const image = deployment.parts[0]?.reference ?? '';
    const events = await engineEvents(field);
    const found: string[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const made = events.next('create', image);
      await app.begin('deployments.start', { id: deployment.id });
      await within(made, 60_000, 'no container was made');
      await app.opened.kill();
      app = await field.start();
      await app.get('engine.search');
      const end = await app.run('deployments.start', { id: deployment.id }, 120_000);
      if (end.state.name !== 'succeeded')
        found.push(`start after kill ${kill}: ${end.state.failure?.code ?? end.state.name}`);
      await app.run('deployments.remove', { id: deployment.id }, 60_000);
    }
    return brokenBy(found, `${KILLS} starts after ${KILLS} kills`);
  },
};
