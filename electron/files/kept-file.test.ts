import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { openKeptFile } from './kept-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const NOW = '2026-11-27T08:00:00.000Z';
const path = () => join(folder, 'alerts.json');
const open = (at = path()) =>
  openKeptFile({
    path: at,
    schema: z.object({ ids: z.array(z.string()).default([]) }),
    none: { ids: [] },
    unreadable: (setAside) => new Foreseen('alerts.memory-unreadable', { setAside }),
    now: () => new Date(NOW),
  });
const others = async () => (await readdir(folder)).filter((name) => name !== 'alerts.json');

describe('a kept file', () => {
  it('begins with nothing, and is there again after a restart', async () => {
    const first = await open();
    expect([first.value(), first.notices]).toEqual([{ ids: [] }, []]);
    await first.change({ ids: ['a'] });
    const second = await open();
    expect([second.value(), second.notices]).toEqual([{ ids: ['a'] }, []]);
    expect(await others()).toEqual([]);
  });

  it.each(['null', '[]', '7', '"text"', '', '\0\0\0', '{"ids": ["a"', '{"ids": 7}', '{"__proto__": {"ids": []}}'])(
    'that holds %j is set aside whole, said, and replaced only then',
    async (text) => {
      await writeFile(path(), text);
      const file = await open();
      expect(file.notices).toMatchObject([{ code: 'alerts.memory-unreadable' }]);
      const [aside = ''] = await others();
      expect(file.notices[0]?.facts).toEqual({ setAside: aside });
      await file.change({ ids: ['b'] });
      expect(await readFile(join(folder, aside), 'utf8')).toBe(text);
      expect((await open()).value()).toEqual({ ids: ['b'] });
    },
  );

  it('that is damaged twice in the same moment is set aside under two names', async () => {
    for (const text of ['one', 'two']) {
      await writeFile(path(), text);
      await open();
    }
    const kept = await Promise.all((await others()).map((name) => readFile(join(folder, name), 'utf8')));
    expect(kept.toSorted()).toEqual(['one', 'two']);
  });

  it('of a later version is set aside as that, and what it holds stays', async () => {
    await writeFile(path(), '{"version": 2, "ids": ["a"]}');
    const file = await open();
    expect(file.value()).toEqual({ ids: [] });
    expect(file.notices).toMatchObject([{ code: 'file.newer' }]);
    const [aside = ''] = await others();
    expect(await readFile(join(folder, aside), 'utf8')).toContain('"a"');
  });

  it('that is a folder, or a link that leads nowhere, is set aside and said', async () => {
    await mkdir(path());
    expect((await open()).notices).toMatchObject([{ code: 'alerts.memory-unreadable' }]);
    await symlink('/nowhere/at all', path());
    const file = await open();
    expect(file.notices).toMatchObject([{ code: 'alerts.memory-unreadable' }]);
    await file.change({ ids: ['a'] });
    expect((await stat(path())).isFile()).toBe(true);
    const links = await Promise.all((await others()).map((name) => readlink(join(folder, name)).catch(() => null)));
    expect(links).toContain('/nowhere/at all');
  });

  it('that can be neither read nor renamed is said and never written', async () => {
    const kernels = '/proc/version'; // no JSON, and in a folder where nobody can rename or write
    const file = await open(kernels);
    expect(file.notices).toMatchObject([{ code: 'file.unusable', facts: { path: kernels } }]);
    await file.change({ ids: ['b'] });
    expect(file.value()).toEqual({ ids: ['b'] });
  });

  it('that is changed many times at once ends with the newest', async () => {
    const file = await open();
    const changes = Array.from({ length: 50 }, (_, at) => file.change({ ids: [String(at)] }));
    await Promise.all(changes);
    expect((await open()).value()).toEqual({ ids: ['49'] });
  });

  it('that cannot be written says so to whoever changed it, and is written with the next change', async () => {
    const file = await open();
    await rm(folder, { recursive: true });
    await expect(file.change({ ids: ['a'] })).rejects.toMatchObject({ code: 'file.not-written' });
    await mkdir(folder);
    await file.change({ ids: ['a', 'b'] });
    expect((await open()).value()).toEqual({ ids: ['a', 'b'] });
  });
});
