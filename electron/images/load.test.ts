import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Engine } from '../docker/types.ts';
import { loadArchive } from './load.ts';
import { pullImages } from './pull.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-load-'));
});
afterEach(() => rm(folder, { recursive: true }));

const context = {
  signal: new AbortController().signal,
  report: () => undefined,
  log: () => undefined,
  leave: () => undefined,
};
const engine = { images: { load: async () => ['r.example/a:1'], pull: async () => undefined, find: async () => null } };
const needs = {
  engines: { current: async () => engine as unknown as Engine },
  deployment: () => {
    throw new Error('none is asked for');
  },
  loginFor: async () => null,
  clock: () => 0,
};

it('an engine that says it has an image, and has not, is not told as one that was lost', async () => {
  const archivePath = join(folder, 'a.tar');
  await writeFile(archivePath, 'x');
  const failure = { code: 'engine.nonsense', detail: 'said that it has r.example/a:1, and has not' };
  await expect(loadArchive({ archivePath, deploymentId: null }, context, needs)).rejects.toMatchObject(failure);
  await expect(pullImages([{ image: null, reference: 'r.example/a:1' }], context, needs)).rejects.toMatchObject(
    failure,
  );
});
