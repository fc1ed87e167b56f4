import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeUnfinished } from './tidy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-tidy-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('what a kill in the middle of a write left goes, and nothing else', async () => {
  const stay = [
    'settings.json',
    'settings.unreadable-2026-01-01T00-00-00-000Z.json',
    'settings.json.mine',
    'drydock.log',
  ];
  const go = ['settings.json.tmp-176422112345acf02', 'alerts.json.2851937411', 'sent-documents.json.77'];
  for (const name of [...stay, ...go]) await writeFile(join(folder, name), '');
  await mkdir(join(folder, 'jobs.json.12'));
  expect((await removeUnfinished(folder)).toSorted()).toEqual(go.toSorted());
  expect((await readdir(folder)).toSorted()).toEqual([...stay, 'jobs.json.12'].toSorted());
});

it('a folder that is not there yet has nothing to tidy', async () => {
  expect(await removeUnfinished(join(folder, 'none'))).toEqual([]);
});
