import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { defaultPreferences } from '#shared/domain/settings.ts';
import { openSettings } from './settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-settings-'));
});
const openedHere: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of openedHere.splice(0)) await one.close();
  await rm(folder, { recursive: true, force: true });
});

/** A folder with room for the file's own name in its path, and for no longer one: there nothing can be set aside. */
async function tight(): Promise<string> {
  let path = folder;
  const length = 4095 - '/settings.json'.length - 8;
  while (length - path.length > 250) path = join(path, 'd'.repeat(200));
  path = join(path, 'e'.repeat(length - path.length - 1));
  await mkdir(path, { recursive: true });
  return path;
}

const now = () => new Date('2026-11-23T12:00:00.000Z');
/** Opens them anew, as a next start does: the earlier ones have made their copies. */
const open = async () => {
  await Promise.all(openedHere.map((earlier) => earlier.close()));
  const settings = await openSettings({
    folder,
    now,
    failed: (error) => {
      throw error;
    },
  });
  openedHere.push(settings);
  return settings;
};
const write = (text: string) => writeFile(join(folder, 'settings.json'), text);
const others = async () => (await readdir(folder)).filter((name) => name !== 'settings.json' && name !== 'copies');

const deployment: Deployment = {
  id: 'layout-1',
  name: 'Layout',
  feature: 'layout',
  createdAt: '2026-11-23T12:00:00.000Z',
  parts: [
    {
      image: 'layout',
      reference: 'registry.example/layout:latest',
      licenceFolder: '/a',
      outputFolder: '/b',
      cpus: 2,
      memoryBytes: 1,
      containerPort: 5000,
    },
  ],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'no',
};

const commitment: Commitment = {
  id: 'c-1',
  name: '2027',
  deploymentIds: ['layout-1'],
  meters: [{ image: 'layout', meter: 'Pages' }],
  quantity: 2n ** 63n - 1n,
  unit: 'pages',
  startsOn: '2027-01-01',
  endsOn: '2027-12-31',
  price: { amount: 1200.5, overage: 0.001, currency: 'EUR' },
};

describe('the settings', () => {
  it('begin with defaults and no deployment', async () => {
    const settings = await open();
    expect(settings.preferences()).toEqual(defaultPreferences);
    expect(settings.deployments()).toEqual([]);
    expect(settings.notices).toEqual([]);
  });

  it('are there again after a restart', async () => {
    const first = await open();
    first.changePreferences({ theme: 'dark' });
    first.saveDeployment(deployment);
    first.saveDeployment({ ...deployment, name: 'Renamed' });
    const second = await open();
    expect(second.preferences()).toEqual({ ...defaultPreferences, theme: 'dark' });
    expect(second.deployments()).toEqual([{ ...deployment, name: 'Renamed' }]);
    second.forgetDeployment(deployment.id);
    expect((await open()).deployments()).toEqual([]);
  });

  it('give what an older version did not write its default', async () => {
    await write(JSON.stringify({ preferences: { theme: 'light' } }));
    expect((await open()).preferences()).toEqual({ ...defaultPreferences, theme: 'light' });
    expect(await others()).toEqual([]);
  });

  it('set a damaged file aside, say so, and keep its bytes', async () => {
    await write('{"preferences": {"theme"');
    const settings = await open();
    expect(settings.notices.map(({ code }) => code)).toEqual(['settings.unreadable']);
    const [aside = ''] = await others();
    expect(await readFile(join(folder, aside), 'utf8')).toBe('{"preferences": {"theme"');
    settings.changePreferences({ theme: 'dark' });
    expect((await open()).preferences().theme).toBe('dark');
  });

  it.each(['null', '[]', '7', '{"__proto__": {"deployments": []}}', '', '{"deployments": [{"id"'])(
    'that are %j are set aside and said, not overwritten',
    async (text) => {
      await write(text);
      const settings = await open();
      expect(settings.notices.map(({ code }) => code)).toEqual(['settings.unreadable']);
      settings.saveDeployment(deployment);
      const [aside = ''] = await others();
      expect(await readFile(join(folder, aside), 'utf8')).toBe(text);
      expect((await open()).deployments()).toEqual([deployment]);
    },
  );

  it('that are a link to nowhere are set aside and said', async () => {
    await symlink('/nowhere/settings.json', join(folder, 'settings.json'));
    const settings = await open();
    expect(settings.notices.map(({ code }) => code)).toEqual(['settings.unreadable']);
    settings.saveDeployment(deployment);
    expect((await open()).deployments()).toEqual([deployment]);
  });

  it('of a later version are set aside as that', async () => {
    await write(JSON.stringify({ version: 2, deployments: [] }));
    expect((await open()).notices.map(({ code }) => code)).toEqual(['file.newer']);
    expect(await others()).toEqual([expect.stringMatching(/^settings\.newer-/)]);
  });

  it('that are a folder fail the start, which says where, and change nothing', async () => {
    await mkdir(join(folder, 'settings.json'));
    await expect(open()).rejects.toMatchObject({
      code: 'start.file-unusable',
      facts: { path: join(folder, 'settings.json') },
    });
    expect(await others()).toEqual([]);
  });

  it('keep commitments, quantities of 64 bits included', async () => {
    const first = await open();
    first.saveCommitment(commitment);
    first.saveCommitment({ ...commitment, id: 'c-2', name: '2028', price: null });
    first.saveCommitment({ ...commitment, name: 'Plan 2027' });
    const second = await open();
    expect(second.notices).toEqual([]);
    expect(second.commitments()).toEqual([
      { ...commitment, name: 'Plan 2027' },
      { ...commitment, id: 'c-2', name: '2028', price: null },
    ]);
    second.forgetCommitment('c-1');
    expect((await open()).commitments().map(({ id }) => id)).toEqual(['c-2']);
  });

  it.each(['many', '1.5', '-1', 12, null])('set a commitment of “%s” aside and keep the others', async (quantity) => {
    const kept = { ...commitment, quantity: '100' };
    await write(JSON.stringify({ commitments: [{ ...kept, id: 'c-2', quantity }, kept] }));
    const settings = await open();
    expect(settings.commitments()).toEqual([{ ...commitment, quantity: 100n }]);
    expect(settings.notices).toHaveLength(1);
    expect(await others()).toHaveLength(1);
  });

  it('keep the deployments that can be read when one cannot', async () => {
    await write(JSON.stringify({ preferences: {}, deployments: [deployment, { id: 'BAD ID' }] }));
    const settings = await open();
    expect(settings.deployments()).toEqual([deployment]);
    expect(settings.notices).toHaveLength(1);
    expect(await others()).toHaveLength(1);
  });

  it('keep an entered end of a licence for its files, and forget it with the deployment', async () => {
    const settings = await open();
    settings.saveDeployment(deployment);
    const end = { deploymentId: deployment.id, image: 'layout', fingerprint: 'a', endsAt: '2027-06-22T06:00:00.000Z' };
    settings.setLicenceEnd({ ...end, image: 'layout' });
    settings.setLicenceEnd({ ...end, image: 'layout', fingerprint: 'b' });
    expect((await open()).licenceEnds()).toEqual([{ ...end, fingerprint: 'b' }]);
    settings.setLicenceEnd({ ...end, image: 'layout', endsAt: null });
    expect((await open()).licenceEnds()).toEqual([]);
    settings.setLicenceEnd({ ...end, image: 'layout' });
    settings.forgetDeployment(deployment.id);
    expect((await open()).licenceEnds()).toEqual([]);
  });
});

describe('copies of the settings', () => {
  const renamed = [{ reference: 'registry.example/layout:1', id: 'sha256:1' }];
  const good = async () => {
    const settings = await open();
    settings.saveDeployment(deployment);
    settings.saveCommitment(commitment);
    settings.keepConfirmed({ engines: ['tcp://engine.example:2376'], images: [], renamed });
    await settings.close();
  };

  it.each([
    ['damaged', '{"deployments": [{"id'],
    ['damaged', 'null'],
    ['damaged', '[]'],
    ['newer', '{"version": 2}'],
    ['in-part', '{"preferences": 7}'],
    ['missing', null],
  ] as const)('are offered where the file is %s: %j', async (why, text) => {
    await good();
    if (text === null) await rm(join(folder, 'settings.json'));
    else await write(text);
    const settings = await open();
    expect(settings.deployments()).toEqual([]);
    expect(settings.offer()).toBe(why);
    const [newest] = await settings.copies();
    if (!newest) throw new Error('no copy');
    await settings.restore(newest.at);
    expect(settings.offer()).toBeNull();
    await settings.close();
    const after = await open();
    expect(after.deployments()).toEqual([deployment]);
    expect(after.commitments()).toEqual([commitment]);
    expect(after.offer()).toBeNull();
    // The operator confirms an engine anew: a page could ask for a copy in which one was not withdrawn yet.
    expect(after.confirmed()).toEqual({ engines: [], images: [], renamed });
  });

  it('do not change the proxy that is used: its login is kept, and goes to no other', async () => {
    const own = (address: string) => ({ use: 'own', address, noProxy: '' }) as const;
    const before = await open();
    before.changePreferences({ licenceProxy: own('http://first.plant:3128') });
    await before.close();
    const settings = await open();
    settings.changePreferences({ licenceProxy: own('http://second.plant:3128') });
    const copy = (await settings.copies()).find(
      ({ value: { preferences } }) =>
        preferences.licenceProxy.use === 'own' && preferences.licenceProxy.address.includes('first'),
    );
    await settings.restore(copy?.at ?? 'no copy');
    expect(settings.preferences().licenceProxy).toEqual(own('http://second.plant:3128'));
    await settings.close();
  });

  it('are not offered at the first start, nor while the file is whole', async () => {
    expect((await open()).offer()).toBeNull();
    await good();
    expect((await open()).offer()).toBeNull();
  });

  it('are made of a file that an earlier version left', async () => {
    await write(JSON.stringify({ deployments: [deployment] }));
    const settings = await open();
    await settings.close();
    expect((await settings.copies()).map(({ value }) => value.deployments)).toEqual([[deployment]]);
  });

  it('of one that is gone are refused', async () => {
    const settings = await open();
    await expect(settings.restore('2026-11-01T00:00:00.000Z')).rejects.toMatchObject({ code: 'copy.unreadable' });
  });
});

describe('settings that can neither be used nor set aside', () => {
  it.each([
    ['damaged', '{'],
    ['of a later version', '{"version":99}'],
    ['readable in part', '{"deployments":[{"id":7}]}'],
  ])('fail the start and name the file: %s', async (_what, text) => {
    const place = await tight();
    await writeFile(join(place, 'settings.json'), text);
    const opening = openSettings({ folder: place, now, failed: () => undefined });
    await expect(opening).rejects.toMatchObject({
      code: 'start.file-unusable',
      facts: { path: join(place, 'settings.json') },
    });
    expect(await readFile(join(place, 'settings.json'), 'utf8')).toBe(text);
  });
});
