import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInstallation } from './installation.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dd-installation-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const now = () => new Date('2026-11-27T08:00:00.000Z');
const at = (name: string) => join(root, name);
const open = (name: string) => openInstallation({ folder: at(name), now });

describe('an installation', () => {
  it('is the same at each start, and another one in another data folder', async () => {
    const first = await open('a');
    expect(first).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{16}$/), notices: [] });
    expect((await open('a')).id).toBe(first.id);
    expect((await open('b')).id).not.toBe(first.id);
  });

  it('stays the same when its folder is moved', async () => {
    const { id } = await open('a');
    await rename(at('a'), at('b'));
    expect((await open('b')).id).toBe(id);
    expect((await open('b')).id).toBe(id);
  });

  it('is another one in a copy of its folder, while the first is there', async () => {
    const { id } = await open('a');
    await cp(at('a'), at('copy'), { recursive: true });
    const copy = await open('copy');
    expect(copy.id).not.toBe(id);
    expect((await open('copy')).id).toBe(copy.id);
    expect((await open('a')).id).toBe(id);
  });

  it('is found again when its file is lost or damaged; a damaged one is set aside and told', async () => {
    const { id } = await open('a');
    await rm(join(at('a'), 'installation.json'));
    expect(await open('a')).toMatchObject({ id, notices: [] });
    const damaged = ['', '{"id": 7}', 'null', '{"id": "00'];
    for (const text of damaged) {
      await writeFile(join(at('a'), 'installation.json'), text);
      const again = await open('a');
      expect(again.id).toBe(id);
      expect(again.notices.map(({ code }) => code)).toEqual(['installation.unreadable']);
    }
    // All in the same millisecond: none takes the place of an earlier one.
    const aside = (await readdir(at('a'))).filter((name) => name.startsWith('installation.unreadable'));
    const texts = await Promise.all(aside.map((name) => readFile(join(at('a'), name), 'utf8')));
    expect(texts.toSorted()).toEqual(damaged.toSorted());
  });

  it('keeps which deployments of others it took up, each once, and a copy of it has none of them', async () => {
    const one = { installation: 'ffffffffffffffff', deployment: 'layout' };
    const first = await open('a');
    await first.adopt(one);
    await first.adopt({ ...one });
    expect(first.adopted()).toEqual([one]);
    expect((await open('a')).adopted()).toEqual([one]);
    await cp(at('a'), at('copy'), { recursive: true });
    expect((await open('copy')).adopted()).toEqual([]);
  });

  it('that is a folder is set aside, with what is in it', async () => {
    const { id } = await open('a');
    await rm(join(at('a'), 'installation.json'));
    await mkdir(join(at('a'), 'installation.json/inside'), { recursive: true });
    expect(await open('a')).toMatchObject({ id, notices: [{ code: 'installation.unreadable' }] });
    expect((await open('a')).notices).toEqual([]);
  });
});
