import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderToShow } from './folder-to-show.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dd-show-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('a folder that is shown', () => {
  it('is a known place or below one', async () => {
    const results = join(root, 'results');
    await mkdir(join(results, 'pages'), { recursive: true });
    expect(await folderToShow(results, [results])).toBe(results);
    expect(await folderToShow(join(results, 'pages'), [join(root, 'gone'), results])).toBe(join(results, 'pages'));
  });

  it('is what a renewal put beside a known place', async () => {
    const licence = join(root, 'licence');
    const renewed = join(root, 'licence-2026-11-24');
    for (const one of [licence, renewed]) await mkdir(one);
    expect(await folderToShow(renewed, [licence])).toBe(renewed);
    expect(await folderToShow(licence, [renewed])).toBe(licence);
  });

  it('is none that only begins like one, nor one above, nor one that a link leads to', async () => {
    const results = join(root, 'results');
    const other = join(root, 'results-of-others');
    for (const one of [results, other]) await mkdir(one);
    await symlink(other, join(results, 'way-out'));
    for (const path of [other, root, join(results, 'way-out'), join(results, '..')])
      await expect(folderToShow(path, [results])).rejects.toMatchObject({ code: 'folder.not-ours' });
  });

  it('is no file, and no bundle that the system would run', async () => {
    await writeFile(join(root, 'run.sh'), '#!/bin/sh');
    await mkdir(join(root, 'Tool.app'));
    await mkdir(join(root, 'plain/Contents'), { recursive: true });
    await writeFile(join(root, 'plain/Contents/Info.plist'), '');
    for (const name of ['run.sh', 'Tool.app', 'plain'])
      await expect(folderToShow(join(root, name), [root])).rejects.toMatchObject({ code: 'folder.not-a-folder' });
    await expect(folderToShow(join(root, 'gone'), [root])).rejects.toMatchObject({ code: 'folder.missing' });
  });
});
