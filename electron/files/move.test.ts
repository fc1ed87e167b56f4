import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { move } from './move.ts';

let here: string;
let there: string;
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'drydock-move-'));
  there = await mkdtemp('/dev/shm/drydock-move-');
});
afterEach(() => Promise.all([rm(here, { recursive: true }), rm(there, { recursive: true })]));

describe.runIf(process.platform === 'linux')('to another file system', () => {
  it('a folder goes whole: its files and folders; links are left out', async () => {
    expect((await stat(here)).dev).not.toBe((await stat(there)).dev);
    await mkdir(join(here, 'a/sub'), { recursive: true });
    await writeFile(join(here, 'a/sub/one.lic'), 'one');
    await writeFile(join(here, 'a/two.lic'), Buffer.alloc(300_000, 7));
    await writeFile(join(here, 'mine'), 'mine');
    await symlink(join(here, 'mine'), join(here, 'a/link.lic'));
    await move(join(here, 'a'), join(there, 'b'));
    expect(await readdir(here)).toEqual(['mine']);
    expect(await readdir(there)).toEqual(['b']);
    expect((await readdir(join(there, 'b'))).toSorted()).toEqual(['sub', 'two.lic']);
    expect(await readFile(join(there, 'b/sub/one.lic'), 'utf8')).toBe('one');
    expect((await readFile(join(there, 'b/two.lic'))).length).toBe(300_000);
  });

  it('a file takes the place of a link, and not of what that leads to', async () => {
    await writeFile(join(here, 'a.lic'), 'new');
    await writeFile(join(there, 'mine'), 'mine');
    await symlink(join(there, 'mine'), join(there, 'a.lic'));
    await move(join(here, 'a.lic'), join(there, 'a.lic'));
    expect(await readFile(join(there, 'mine'), 'utf8')).toBe('mine');
    expect(await readFile(join(there, 'a.lic'), 'utf8')).toBe('new');
  });

  it('what cannot go stays whole where it was, and nothing of it is there', async () => {
    await writeFile(join(here, 'a.lic'), 'new');
    await mkdir(join(there, 'a.lic'));
    await expect(move(join(here, 'a.lic'), join(there, 'a.lic'))).rejects.toThrow();
    expect(await readFile(join(here, 'a.lic'), 'utf8')).toBe('new');
    expect(await readdir(there)).toEqual(['a.lic']);
  });
});
