import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { createLeftovers } from './leftovers.ts';
import { makeStaging } from './move-in.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-leftovers-'));
});
afterEach(() => rm(folder, { recursive: true }));

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
  await makeStaging(folder, 'broken-off');
  const leftovers = createLeftovers({ now: () => new Date('2026-11-27T09:00:00Z'), found: () => undefined });
  await expect(leftovers.remove(engine, [deployment])).rejects.toThrow('removal is in progress');
  expect(removed).toEqual(['free']);
  expect(await readdir(folder)).toEqual([]);
  expect(leftovers.brokenOff('d')).toHaveLength(1);
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
  const leftovers = createLeftovers({ now: () => new Date(), found: () => undefined });
  leftovers.begin('d', 'invoice');
  await leftovers.remove(engine, []);
  expect(removed).toEqual(['old']);
});
