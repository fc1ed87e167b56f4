import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
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

it.runIf(process.platform !== 'win32')(
  'leaves the old file whole, and nothing else, where the new one has no room',
  async () => {
    const path = join(folder, 'usage.csv');
    await writeFile(path, 'old');
    const script = `
    import { writeWhole } from ${JSON.stringify(join(import.meta.dirname, 'write-whole.ts'))};
    await writeWhole(${JSON.stringify(path)}, 'x'.repeat(1_000_000)).catch((error) => console.log(error.code));`;
    const program = join(folder, 'writer.mts');
    await writeFile(program, script);
    // No file of this process may be longer than four blocks: a disk that is full in the middle of the writing.
    const limited = `ulimit -f 4; exec "${process.execPath}" --import tsx "${program}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', limited], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(stdout.trim()).toBe('file.not-written');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect((await readdir(folder)).toSorted()).toEqual(['usage.csv', 'writer.mts']);
  },
);
