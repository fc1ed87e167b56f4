import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LAYOUT } from '#shared/testing/made-world.ts';
import { openRealDoor } from './testing/real-door.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-composed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('the rooms of a world open without an engine, answer what needs none, and keep what they are given', async () => {
  const options = { engine: `unix://${folder}/none.sock`, folder };
  const first = await openRealDoor(options);
  const place = join(folder, 'documents/Drydock/layout');
  const folders = { licenceFolder: join(place, 'licence'), outputFolder: join(place, 'output') };
  await first.call('deployments.save', { ...LAYOUT, parts: LAYOUT.parts.map((part) => ({ ...part, ...folders })) });
  await first.call('commitments.save', {
    id: 'plan',
    name: 'Plan',
    deploymentIds: ['layout'],
    meters: [{ image: 'layout', meter: 'Pages' }],
    quantity: 1000n,
    unit: 'pages',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    price: null,
  });
  expect((await first.call('engine.search')).engine).toBeNull();
  expect(await first.answerTo('deployments.world', { id: 'layout' })).toMatchObject({
    ok: false,
    failure: { code: 'engine.not-found' },
  });
  expect((await first.call('usage.book', { deploymentId: 'layout' })).readings).toBe(0);
  expect(await first.call('license.template', { deploymentId: 'layout', image: 'layout' })).toMatchObject({
    printed: null,
  });
  expect(await first.call('rehearsal.waiting')).toEqual([]);
  for (const path of ['alerts.list', 'clock.jumps', 'tasks.list'] as const)
    expect(await first.answerTo(path), path).toMatchObject({ ok: true });
  expect(await first.call('batch.list', { deploymentId: 'layout' })).toEqual([]);
  await first.end();

  const second = await openRealDoor(options);
  expect((await second.call('deployments.list')).map(({ id }) => id)).toEqual(['layout']);
  expect((await second.call('commitments.list')).map(({ id }) => id)).toEqual(['plan']);
  expect((await second.call('copies.list')).copies[0]).toMatchObject({ deployments: ['Layout'], commitments: 1 });
  await second.end();
});

it('what failed in the app is shown without the secrets that its words may hold', async () => {
  const password = 'correct-horse-battery';
  const failure = { code: 'app.fault', facts: { logFile: 'l', at: '2026-11-27T08:00:00Z' } } as const;
  const door = await openRealDoor({
    engine: `unix://${folder}/none.sock`,
    folder,
    faults: () => [{ ...failure, detail: `sent ${password}` }],
  });
  await door.call('images.setRegistryLogin', { host: 'r.example', username: 'ann', password, keep: 'session' });
  expect(await door.call('app.notices')).toEqual([{ ...failure, detail: 'sent [redacted]' }]);
  await door.end();
});
