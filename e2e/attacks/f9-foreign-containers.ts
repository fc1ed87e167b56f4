import { partOf } from '../../electron/testing/part.ts';
import { docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';

/** Somebody else's containers bear the labels that Drydock goes by. */
export const foreignContainers: Attack = {
  id: 'F9',
  what: 'containers of others with Drydock’s labels are removed',
  quick: true,
  async play(field) {
    const first = await field.start();
    const deployment = await first.define();
    await first.licensed(deployment);
    const part = partOf(deployment);
    await first.opened.close();
    const sleeps = ['--entrypoint', '/usr/bin/node', part.reference, '-e', 'setInterval(()=>0,9e9)'];
    const labels = ['--label', 'io.drydock.job=licence', '--label', `io.drydock.deployment=${deployment.id}`];
    const running = (await docker('run', '--detach', ...labels, ...sleeps)).trim();
    const stopped = (await docker('create', '--label', `io.drydock.deployment=${deployment.id}`, ...sleeps)).trim();
    const second = await field.start();
    await second.get('engine.search');
    await second.run('deployments.start', { id: deployment.id }, 120_000);
    const left = await docker('ps', '--all', '--quiet', '--no-trunc');
    const up = await docker('ps', '--quiet', '--no-trunc');
    return brokenBy(
      [
        ...(left.includes(running) ? [] : ['a running licence container of others was removed']),
        ...(left.includes(stopped) ? [] : ['a stopped container of others was removed']),
        ...(up.includes(running) || !left.includes(running) ? [] : ['a container of others was stopped']),
      ],
      'both are as they were',
    );
  },
};
