import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerWorld, Deployment } from '#shared/domain/deployment.ts';
import { standingOf } from '#shared/rules/serving.ts';
import { asRoot } from '../testing/as-root.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { until } from '../testing/until.ts';
import { docker } from '../testing/variant.ts';

describe('a container that ends again and again after it served', () => {
  let door: RealDoor;
  let deployment: Deployment;
  const shown = async (): Promise<ContainerWorld> => {
    const { parts } = await door.call('deployments.world', { id: deployment.id });
    const container = parts[0]?.container;
    if (!container) throw new Error('it is gone');
    return container;
  };
  const whys = async () =>
    (await door.call('alerts.list')).flatMap((one) =>
      one.kind === 'not-serving' ? [{ why: one.why, exitCode: one.exitCode, times: one.times }] : [],
    );

  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('layout', (proposed) => ({ ...proposed, restart: 'unless-stopped' }));
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
    expect(await whys()).toEqual([]); // and it was seen serving
  });
  afterAll(() => door.close());

  // Slow: the engine's pause doubles with each end.
  it('is told as that, with how often and how, on its page and among the alerts; a restart by hand begins anew', async () => {
    let { name, startedAt } = await shown();
    for (const times of [1, 2, 3]) {
      const pid = (await docker('inspect', '--format', '{{.State.Pid}}', name)).trim();
      await asRoot('kill', '-KILL', pid);
      await until('the engine to start it again', async () => {
        const now = await shown();
        return now.state === 'running' && now.startedAt !== startedAt && now.restarts?.count === times;
      });
      ({ name, startedAt } = await shown());
      if (times < 3) expect(await whys()).toEqual([]);
    }
    const now = await shown();
    expect(now.restarts).toMatchObject({ count: 3, exitCode: 137 });
    expect(standingOf({ ...now, readiness: 'not-ready' })).toBe('again-and-again');
    expect(await whys()).toEqual([{ why: 'again-and-again', exitCode: 137, times: 3 }]);

    // Whoever opens Drydock in the middle of it is told what the engine still knows.
    await door.end();
    door = await openRealDoor({ folder: door.root });
    await until('the events of before to be read', async () => (await shown()).restarts?.count === 3);

    await door.succeed('deployments.restart', { id: deployment.id });
    expect((await shown()).restarts).toBeNull();
    expect(await whys()).toEqual([]);
  });
});
