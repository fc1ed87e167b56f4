import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeBeside } from './write-beside.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-beside-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a file is never written over another one', async () => {
  for (const text of ['one', 'two', 'three']) await writeBeside(folder, 'a.csv', text);
  expect(await readdir(folder)).toEqual(['a (2).csv', 'a (3).csv', 'a.csv']);
  expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('one');
});

it('a folder that is not there is told', async () => {
  await expect(writeBeside(join(folder, 'none'), 'a.csv', '')).rejects.toMatchObject({ code: 'file.not-written' });
});
