// Settings that are lost while containers run: what the engine still tells of them is enough to go on.
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

let door: RealDoor;
beforeEach(async () => {
  door = await openRealDoor();
});
afterEach(() => door.close());

const ids = async (): Promise<string> =>
  docker('ps', '--quiet', '--no-trunc', '--filter', 'label=io.drydock.job=deployment');

/** The services again, on the same folder, after `lose` took something of it away. */
async function again(lose: (data: string) => Promise<void>): Promise<void> {
  const { root, data } = door;
  await door.end();
  await lose(data);
  door = await openRealDoor({ folder: root });
}
const settingsLost = async (data: string): Promise<void> => {
  await rm(join(data, 'settings.json'));
};

it('a deployment that serves is found by its labels, taken up as it was, and obeys again', async () => {
  const before = await door.prepare(
    await door.define('invoice', (proposed) => ({ ...proposed, restart: 'on-failure', name: 'Front desk' })),
  );
  await door.succeed('deployments.start', { id: before.id });
  const running = await ids();
  await again(settingsLost);
  expect(await door.call('deployments.list')).toEqual([]);
  const [found, ...others] = await door.call('deployments.found');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ installation: null, proposed: [], running: true, offered: true });
  const { name: _name, createdAt: _at, ...rest } = before;
  expect(found?.deployment).toMatchObject(rest);

  const taken = { id: before.id, installation: null, name: 'Front desk', hostPort: 1 };
  expect(await door.call('deployments.takeUp', taken)).toMatchObject({ ...rest, name: 'Front desk' });
  expect(await ids()).toBe(running);
  const { parts, seal } = await door.call('deployments.world', { id: before.id });
  expect(parts.map(({ container }) => container?.readiness)).toEqual(['ready', 'ready']);
  expect(seal).not.toBeNull();
  expect(await door.call('deployments.found')).toEqual([]);
  await door.succeed('deployments.stop', { id: before.id });
  await door.succeed('deployments.start', { id: before.id });
});

it('one that does not run has no port that anybody knows: it is asked for', async () => {
  const before = await door.prepare(await door.define('layout'));
  await door.succeed('deployments.start', { id: before.id });
  await door.succeed('deployments.stop', { id: before.id });
  await again(settingsLost);
  const [found] = await door.call('deployments.found');
  expect(found).toMatchObject({ running: false, proposed: ['port', 'container-port'] });
  const port = before.hostPort + 1;
  await door.call('deployments.takeUp', { id: before.id, installation: null, name: 'Layout', hostPort: port });
  await door.succeed('deployments.start', { id: before.id });
  expect((await fetch(`http://127.0.0.1:${port}/ready`)).ok).toBe(true);
});

it('what another installation made is not touched before the operator says that it is his, and obeys afterwards', async () => {
  const before = await door.prepare(await door.define('layout'));
  await door.succeed('deployments.start', { id: before.id });
  const { root } = door;
  await door.end();
  // As after a loss of the whole data folder: another one is made, which has another id.
  await rename(join(root, 'data'), join(root, 'lost'));
  let says = false;
  const asked: unknown[] = [];
  const yes = async () => true;
  const containers = async (found: unknown) => {
    asked.push(found);
    return says;
  };
  door = await openRealDoor({ folder: root, ask: { path: yes, engine: yes, image: yes, proxy: yes, containers } });
  const [found] = await door.call('deployments.found');
  expect(found).toMatchObject({ installation: expect.stringMatching(/^[0-9a-f]{16}$/), running: true, offered: true });
  const input = {
    id: before.id,
    installation: found?.installation ?? null,
    name: 'Mine',
    hostPort: before.hostPort,
  };
  expect(await door.answerTo('deployments.takeUp', input)).toMatchObject({
    ok: false,
    failure: { code: 'deployment.not-taken-up' },
  });
  expect(asked).toEqual([
    {
      containers: expect.arrayContaining([`drydock-${before.id}-gate`, `drydock-${before.id}-layout`]),
      folders: expect.arrayContaining([before.parts[0]?.licenceFolder, before.parts[0]?.outputFolder]),
    },
  ]);
  expect(await door.call('deployments.list')).toEqual([]);
  says = true;
  await door.call('deployments.takeUp', input);
  // It is kept: also after another start it is this installation's.
  await again(async () => undefined);
  expect(await door.call('deployments.world', { id: before.id })).toMatchObject({
    strangers: [],
    parts: [{ container: { readiness: 'ready' } }],
  });
  await door.succeed('deployments.remove', { id: before.id });
  expect(await ids()).toBe('');
});
