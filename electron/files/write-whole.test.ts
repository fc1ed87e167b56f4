import { execFile } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
      `(m, dir) => m.writeWhole(dir + '/usage.csv', LONG)`,
    ],
    ['the settings', PLACES.settings, 'settings/store.ts', `(m, dir) => m.openStore(dir).write({ text: LONG })`],
  ])('%s stays whole as it was, and nothing else is left', async (_what, name, module, work) => {
    const data = join(folder, 'data');
    await mkdir(data);
    await writeFile(join(data, name), 'old');
    const program = join(folder, 'writer.mts');
    await writeFile(
      program,
      `import * as written from ${JSON.stringify(join(import.meta.dirname, '..', module))};
       process.on('SIGXFSZ', () => undefined); // so that the limit is an error and not the end
       const LONG = 'x'.repeat(1_000_000);
       const work = ${work};
       try { await work(written, ${JSON.stringify(data)}); console.log('written'); } catch (error) { console.log(error.code); }`,
    );
    // No file of this process may be longer than four blocks: a disk that is full in the middle of the writing.
    const limited = `ulimit -f 4; exec "${process.execPath}" --import tsx "${program}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', limited], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(stdout.trim()).toBe('file.not-written');
    expect(await readFile(join(data, name), 'utf8')).toBe('old');
    expect(await readdir(data)).toEqual([name]);
  });
});
