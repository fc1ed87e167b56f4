import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutShort } from '../testing/cut-short.ts';
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

  it.runIf(process.platform !== 'win32')('is that it is full, and no empty file is left by any who tries', async () => {
    const here = JSON.stringify(root);
    // No file may have a byte: it is made, and stays empty.
    const full = (module: string, work: string) => cutShort(join(import.meta.dirname, '..', module), work, 0);
    expect(await full('files/folders.ts', `m.prepareFolder(${here})`)).toBe('folder.not-writable');
    expect(await full('diagnostics/look.ts', `m.writeTrouble(${here})`)).toBe('written');
    expect(await readdir(root)).toEqual([]);
  });

  it('is that nothing can be written there', async () => {
    expect(await folderTrouble('/proc/self')).toMatchObject({ code: 'folder.not-writable' });
  });
});
