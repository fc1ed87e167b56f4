import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderTrouble } from './folders.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-folders-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('what keeps a container from writing to a folder', () => {
  it('is nothing where it takes files, and nothing is left in it', async () => {
    expect(await folderTrouble(root)).toBeNull();
    expect(await readdir(root)).toEqual([]);
  });

  it('is that it is gone, and it is not made again', async () => {
    const path = join(root, 'gone');
    expect(await folderTrouble(path)).toMatchObject({ code: 'folder.gone', facts: { path } });
    expect(await readdir(root)).toEqual([]);
  });

  it('is that it is a file', async () => {
    await writeFile(join(root, 'file'), '');
    expect(await folderTrouble(join(root, 'file'))).toMatchObject({ code: 'folder.not-a-folder' });
  });

  it('is that nothing can be written there', async () => {
    expect(await folderTrouble('/proc/self')).toMatchObject({ code: 'folder.not-writable' });
  });
});
