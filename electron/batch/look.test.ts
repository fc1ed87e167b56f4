import { mkdir, readdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { lookInto } from './look.ts';
import { pathBelow, prepareResultsFolder, resultsFolderOf } from './results-folder.ts';
import { names } from './testing/place.ts';
import { openFolder, openRoom } from './testing/room.ts';

let place: Awaited<ReturnType<typeof openFolder>>;
beforeEach(async () => {
  place = await openFolder();
});
afterEach(() => place.remove());
const idsOf = async (subfolders: boolean): Promise<string[]> =>
  (await lookInto(place.folder, subfolders)).documents.map(({ id }) => id);
const put = (name: string, content: string) => writeFile(join(place.folder, name), content);

describe('looking into a folder', () => {
  it('takes what the first bytes say it is, whatever its name, in the order a person counts', async () => {
    await place.fill('scan 10.pdf', 'scan 2.PDF', 'noname');
    await put('photo.pdf', '\x89PNG\r\n\x1a\n');
    await put('junk.pdf', `${'x'.repeat(500)}%PDF-1.7`);
    await put('late.pdf', `${'x'.repeat(2000)}%PDF-1.7`);
    await put('letter.docx', 'PK');
    await put('none.pdf', '');
    const { leftOut } = await lookInto(place.folder, false);
    expect(await idsOf(false)).toEqual(['junk.pdf', 'noname', 'scan 2.PDF', 'scan 10.pdf']);
    expect(leftOut).toEqual([
      { id: 'late.pdf', why: 'wrong-type' },
      { id: 'letter.docx', why: 'wrong-type' },
      { id: 'none.pdf', why: 'empty' },
      { id: 'photo.pdf', why: 'wrong-type' },
    ]);
  });

  it('leaves out what is too large without reading it', async () => {
    await place.fill('large.pdf', 'near.pdf');
    await truncate(join(place.folder, 'large.pdf'), DOCUMENT_LIMIT_BYTES);
    await truncate(join(place.folder, 'near.pdf'), DOCUMENT_LIMIT_BYTES - 1);
    const { documents, leftOut } = await lookInto(place.folder, false);
    expect(documents.map(({ id }) => id)).toEqual(['near.pdf']);
    expect(leftOut).toEqual([{ id: 'large.pdf', why: 'too-large' }]);
  });

  it('ends where there is more than a folder of documents holds, in files or in depth, and when it is called off', async () => {
    await place.fill('a.pdf', 'sub/b.pdf', 'sub/deep/c.pdf');
    const look = (limits: { files: number; depth: number }) => lookInto(place.folder, true, undefined, limits);
    expect((await look({ files: 5, depth: 2 })).documents).toHaveLength(3);
    await expect(look({ files: 4, depth: 2 })).rejects.toMatchObject({ code: 'batch.folder-too-large' });
    await expect(look({ files: 5, depth: 1 })).rejects.toMatchObject({ code: 'batch.folder-too-large' });
    const called = AbortSignal.abort(new Error('called off'));
    await expect(lookInto(place.folder, true, called)).rejects.toThrow('called off');
  });

  it('of another folder calls the one before off', async () => {
    await place.fill(...names(300));
    const { look, give } = openRoom({ root: place.root, port: () => null });
    const folder = await give('read-folder', place.folder);
    const first = look({ deploymentId: 'd', folder, subfolders: true });
    const second = look({ deploymentId: 'd', folder, subfolders: false });
    await expect(first).rejects.toMatchObject({ code: 'batch.look-replaced', facts: { path: place.folder } });
    expect(await second).toMatchObject({ documents: 300 });
  });

  it('goes into subfolders when asked, never into hidden ones or into results', async () => {
    await place.fill('a.pdf', 'sub/b.pdf', 'sub/deep/c.pdf', '.git/d.pdf', '.e.pdf');
    await place.fill('drydock-results-invoice/f.pdf', 'sub/drydock-results-layout/g.pdf');
    expect(await idsOf(false)).toEqual(['a.pdf']);
    expect(await idsOf(true)).toEqual(['a.pdf', 'sub/b.pdf', 'sub/deep/c.pdf']);
  });

  it('follows a link to a file inside, none that leads out, and no linked folder', async () => {
    await place.fill('real.pdf');
    await mkdir(join(place.root, 'elsewhere'));
    await writeFile(join(place.root, 'elsewhere/secret.pdf'), '%PDF-1.7');
    await symlink(join(place.folder, 'real.pdf'), join(place.folder, 'inside.pdf'));
    await symlink(join(place.root, 'elsewhere/secret.pdf'), join(place.folder, 'outside.pdf'));
    await symlink(join(place.root, 'elsewhere'), join(place.folder, 'folder'));
    await symlink(place.folder, join(place.folder, 'ring'));
    await symlink('/nowhere', join(place.folder, 'broken.pdf'));
    expect(await idsOf(true)).toEqual(['inside.pdf', 'real.pdf']);
  });

  it('looks at thousands of files within a moment', async () => {
    await place.fill(...Array.from({ length: 3000 }, (_, at) => `${at % 10}/${at}.pdf`));
    const before = performance.now();
    expect(await idsOf(true)).toHaveLength(3000);
    expect(performance.now() - before).toBeLessThan(10_000);
  }, 60_000);

  it.each([
    ['relative/folder', 'folder.not-absolute'],
    ['/no/such/folder', 'batch.folder-unreadable'],
    ['/etc/hostname', 'folder.not-a-folder'],
  ])('of %s fails with %s', async (path, code) => {
    await expect(lookInto(path, false)).rejects.toMatchObject({ code });
  });
});

describe('where the results go', () => {
  const places = () => ({ documentsFolder: join(place.root, 'documents'), mark: '', checkFile: () => undefined });

  it('inside the folder, and looking at it makes nothing', async () => {
    expect(await resultsFolderOf(place.folder, 'layout', places())).toEqual({
      path: join(place.folder, 'drydock-results-layout'),
      place: 'inside',
    });
    await expect(lookInto(join(place.folder, 'drydock-results-layout'), false)).rejects.toThrow();
  });

  it('never go into a folder of the system, though it could be written to', async () => {
    const checkFile = (path: string): void => {
      if (path.startsWith(place.folder)) throw new Foreseen('folder.of-the-system', { path });
    };
    const guarded = { ...places(), checkFile };
    expect((await resultsFolderOf(place.folder, 'layout', guarded)).place).toBe('documents');
    expect((await prepareResultsFolder(place.folder, 'layout', guarded)).place).toBe('documents');
    expect((await readdir(place.folder)).filter((name) => name.startsWith('drydock-results-'))).toEqual([]);
  });

  it('below the documents folder when that does not work, another one for each folder', async () => {
    // Stands in the way whoever asks, also where everything may be written.
    await put('drydock-results-layout', 'a file');
    const looked = await resultsFolderOf(place.folder, 'layout', places());
    expect(looked.place).toBe('documents');
    expect(looked.path).toMatch(/documents.batches.invoices-[0-9a-f]{8}.drydock-results-layout$/);
    expect(await prepareResultsFolder(place.folder, 'layout', places())).toEqual(looked);
    const other = await resultsFolderOf(join(place.root, 'other/invoices'), 'layout', places());
    expect(other.path).not.toBe(looked.path);
  });
});

describe('a path that comes from outside', () => {
  it('stays below its folder, by its words and through links', async () => {
    await place.fill('a/b.pdf');
    await writeFile(join(place.root, 'secret.pdf'), '%PDF-1.7');
    await symlink(join(place.root, 'secret.pdf'), join(place.folder, 'link.pdf'));
    expect(await pathBelow(place.folder, 'a/b.pdf')).toBe(join(place.folder, 'a', 'b.pdf'));
    for (const id of [
      '',
      '.',
      '..',
      '../secret.pdf',
      'a/../../secret.pdf',
      '/etc/hostname',
      'link.pdf',
      'a\0b',
      'none.pdf',
    ])
      await expect(pathBelow(place.folder, id), id).rejects.toMatchObject({ code: 'document.unreadable' });
  });
});
