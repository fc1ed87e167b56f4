import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutShort } from '../testing/cut-short.ts';
import { writeWhole } from './write-whole.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-whole-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('replaces what is there with all of the new', async () => {
  const path = join(folder, 'usage.csv');
  await writeFile(path, 'old');
  await writeWhole(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  await writeWhole(path, new Uint8Array([0, 1, 2, 3]).subarray(1, 3));
  expect([...(await readFile(path))]).toEqual([1, 2]);
  expect(await readdir(folder)).toEqual(['usage.csv']);
});

it('follows a link, and keeps what the old file was open to', async () => {
  const path = join(folder, 'usage.csv');
  await writeFile(path, 'old', { mode: 0o600 });
  await symlink(path, join(folder, 'link.csv'));
  await writeWhole(join(folder, 'link.csv'), 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await lstat(join(folder, 'link.csv'))).isSymbolicLink()).toBe(true);
});

describe.runIf(process.platform !== 'win32')('where a new file has no room', () => {
  const PLACES = { asked: 'usage.csv', settings: 'settings.json' };
  it.each([
    [
      'a file that the operator saves',
      PLACES.asked,
      'files/write-whole.ts',
      (dir: string) => `m.writeWhole(${dir} + '/usage.csv', 'x'.repeat(1_000_000))`,
    ],
    [
      'the settings',
      PLACES.settings,
      'settings/store.ts',
      (dir: string) => `m.openStore(${dir}).write({ text: 'x'.repeat(1_000_000) })`,
    ],
  ])('%s stays whole as it was, and nothing else is left', async (_what, name, module, work) => {
    const data = join(folder, 'data');
    await mkdir(data);
    await writeFile(join(data, name), 'old');
    expect(await cutShort(join(import.meta.dirname, '..', module), work(JSON.stringify(data)))).toBe(
      'file.not-written',
    );
    expect(await readFile(join(data, name), 'utf8')).toBe('old');
    expect(await readdir(data)).toEqual([name]);
  });
});
