import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PartUsage } from '#shared/domain/usage.ts';
import { openHistory } from './history.ts';

const parts: readonly PartUsage[] = [
  {
    image: 'layout',
    readAt: '2026-11-23T12:00:00.000Z',
    totals: [{ name: 'Pages', quantity: 12 }],
    months: [{ month: '2026-11', meters: [{ name: 'Pages', quantity: 12 }] }],
  },
];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-usage-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const open = () => openHistory({ folder: join(folder, 'usage'), now: () => new Date('2026-11-23T12:00:00.000Z') });

describe('the usage numbers that are kept', () => {
  it('are none for a deployment that was never read', async () => {
    const history = open();
    expect(await history.read('d')).toEqual([]);
    expect(history.notices).toEqual([]);
  });

  it('are there again after a restart, each deployment’s in its own file', async () => {
    await open().write('a', parts);
    await open().write('b', []);
    expect(await open().read('a')).toEqual(parts);
    expect(await open().read('b')).toEqual([]);
    expect(await readdir(join(folder, 'usage'))).toEqual(['a.json', 'b.json']);
  });

  it.each([
    ['is no JSON', '{"parts": [{'],
    ['is empty', ''],
    ['is of another form', '{"parts": "many"}'],
    ['counts in words', JSON.stringify({ parts: [{ ...parts[0], totals: [{ name: 'Pages', quantity: 'twelve' }] }] })],
  ])('are set aside and told when their file %s, and its bytes are kept', async (_what, text) => {
    await open().write('d', parts);
    await writeFile(join(folder, 'usage', 'd.json'), text);
    const history = open();
    expect(await history.read('d')).toEqual([]);
    const setAside = 'd.unreadable-2026-11-23T12-00-00-000Z.json';
    expect(history.notices).toMatchObject([{ code: 'usage.history-unreadable', facts: { setAside } }]);
    expect(await readFile(join(folder, 'usage', setAside), 'utf8')).toBe(text);
    expect(await history.read('d')).toEqual([]);
    await history.write('d', parts);
    expect(await history.read('d')).toEqual(parts);
    expect(history.notices).toHaveLength(1);
  });

  it('are set aside once when several ask for them at the same time', async () => {
    await open().write('d', parts);
    await writeFile(join(folder, 'usage', 'd.json'), 'no JSON');
    const history = open();
    expect(await Promise.all([history.read('d'), history.read('d'), history.read('d')])).toEqual([[], [], []]);
    expect(history.notices).toHaveLength(1);
  });
});
