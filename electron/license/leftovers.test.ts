import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { createOwnPlaces } from '../files/own-place.ts';
import { createLeftovers } from './leftovers.ts';
import { makeStaging } from './move-in.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-leftovers-'));
});
afterEach(() => rm(folder, { recursive: true }));
const openLeftovers = () =>
  createLeftovers({
    now: () => new Date('2026-11-27T09:00:00Z'),
    found: () => undefined,
    places: createOwnPlaces(folder),
    failed: (error) => {
      throw error;
    },
  });

it('a container that does not go keeps no other one with the key in it, and is told', async () => {
  const container = (id: string) =>
    ({
      id,
      labels: { [LABELS.job]: 'licence', [LABELS.deployment]: 'd', [LABELS.image]: 'layout' },
      startedAt: '2026-11-27T08:00:00.000Z',
      finishedAt: null,
    }) as unknown as ContainerFacts;
  const removed: string[] = [];
  const engine = {
    containers: {
      withLabels: async () => [container('stuck'), container('free')],
      strangers: async () => [],
      remove: async (id: string) => {
        if (id === 'stuck') throw new Error('removal is in progress');
        removed.push(id);
      },
    },
  } as unknown as Engine;
  const deployment = { id: 'd', parts: [{ image: 'layout', licenceFolder: folder }] } as unknown as Deployment;
  const leftovers = openLeftovers();
  await expect(leftovers.remove(engine, [deployment])).rejects.toThrow('removal is in progress');
  expect(removed).toEqual(['free']);
  expect(leftovers.brokenOff('d')).toMatchObject([{ taken: false }]);
});

it('a download that was whole is put into its folder by the next start, which says so; what was not goes', async () => {
  const part = { image: 'layout', licenceFolder: join(folder, 'licence') } as Part;
  await mkdir(part.licenceFolder);
  const place = await createOwnPlaces(folder).make(part.licenceFolder);
  await makeStaging(place, 'broken-off');
  const whole = await makeStaging(place, 'whole');
  await writeFile(join(whole.files, 'a.lic'), 'new');
  await rename(whole.path, join(place, 'taken-2026-11-27T08-00-00-000Z'));
  const leftovers = openLeftovers();
  await leftovers.finish([{ deploymentId: 'd', part }]);
  expect(leftovers.brokenOff('d')).toMatchObject([{ image: 'layout', taken: true }]);
  expect(await readFile(join(part.licenceFolder, 'a.lic'), 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['licence']);
});

it('a download that was begun since this start is no leftover, also where its engine is attended to later', async () => {
  const run = (id: string, image: string) =>
    ({
      id,
      labels: { [LABELS.job]: 'licence', [LABELS.deployment]: 'd', [LABELS.image]: image },
    }) as unknown as ContainerFacts;
  const removed: string[] = [];
  const engine = {
    containers: {
      withLabels: async () => [run('old', 'layout'), run('running', 'invoice')],
      strangers: async () => [],
      remove: async (id: string) => void removed.push(id),
    },
  } as unknown as Engine;
  const leftovers = openLeftovers();
  leftovers.begin('d', 'invoice');
  await leftovers.remove(engine, []);
  expect(removed).toEqual(['old']);
});
