import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#shared/domain/history.ts';
import { invoiceDeployment } from '../testing/definition.ts';
import { madeUse } from '../testing/made-use.ts';
import { until } from '../testing/until.ts';
import { openDatabase } from './database.ts';
import { openHistory, type UsageHistory } from './history.ts';
import type { Read } from './rules/follow.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const KEY = { deploymentId: 'd', image: 'layout' } as const;
const deployment = { ...invoiceDeployment, id: 'd' };

/** A reading of one meter at an hour of November 2026. */
const read = (day: number, pages: bigint, more: Partial<Read> = {}): Read => ({
  container: 'c1',
  folder: '/out',
  readAt: Date.UTC(2026, 10, day, 12),
  runningSince: null,
  totals: [{ name: 'Pages', quantity: pages }],
  months: [{ month: '2026-11', meters: [{ name: 'Pages', quantity: pages }] }],
  ...more,
});

let folder = '';
let history: UsageHistory;
const failures: unknown[] = [];
const open = (): UsageHistory =>
  openHistory({
    folder: join(folder, 'usage'),
    now: () => new Date(NOW),
    copiesKept: () => 7,
    failed: (error) => failures.push(error),
  });
const again = async (): Promise<void> => {
  await history.close();
  history = open();
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-usage-'));
  history = open();
});
afterEach(async () => {
  await history.close();
  await rm(folder, { recursive: true, force: true });
});
const book = () => history.book(deployment, []);

describe('the usage history', () => {
  it('is empty for a deployment that was never read', async () => {
    expect(await book()).toMatchObject({ readAt: null, readings: 0, totals: [], months: [], days: [], drops: [] });
    expect(await history.quantityUsed('d')).toBeNull();
    expect(history.notices).toEqual([]);
  });

  it('lets others in between books that are asked for all at once', async () => {
    await book();
    const order: string[] = [];
    const note = (what: string) => (): unknown => order.push(what);
    await Promise.all([book().then(note('book')), book().then(note('book')), setImmediate().then(note('other'))]);
    expect(order.at(-1)).toBe('book');
  });

  it('is there again after a restart, and goes on', async () => {
    await history.keep(KEY, read(20, 5n));
    await history.keep(KEY, read(21, 9n));
    const before = await book();
    await again();
    expect(await book()).toEqual(before);
    await history.keep(KEY, read(22, 9007199254740993n));
    expect(await book()).toMatchObject({
      readAt: '2026-11-22T12:00:00.000Z',
      readings: 3,
      totals: [{ image: 'layout', meter: 'Pages', quantity: 9007199254740993n }],
      months: [{ month: '2026-11', quantity: 9007199254740993n }],
      days: [{ from: '2026-11-21', quantities: [4n, 9007199254740984n], spread: [] }],
    });
    expect(await history.quantityUsed('d')).toBe(9007199254740993n);
  });

  it('adds up over drops, tells them, and knows the two folders again after a restart', async () => {
    await history.keep(KEY, read(18, 100n));
    await history.keep(KEY, read(19, 10n, { folder: '/other', container: 'c2' }));
    await again();
    await history.keep(KEY, read(20, 120n));
    await history.keep(KEY, read(21, 15n, { folder: '/other', container: 'c2' }));
    const known = await book();
    expect(known.totals).toMatchObject([{ quantity: 135n }]);
    expect(known.months).toMatchObject([{ month: '2026-11', quantity: 135n }]);
    expect(known.drops).toEqual([
      {
        image: 'layout',
        meter: 'Pages',
        at: '2026-11-19T12:00:00.000Z',
        before: 100n,
        after: 10n,
        why: 'another-output-folder',
      },
    ]);
  });

  it('keeps readings that say the same as one that lasts, and each of them counts', async () => {
    for (let hour = 0; hour < 24; hour++)
      await history.keep(KEY, read(20, 5n, { readAt: Date.UTC(2026, 10, 20, hour) }));
    await history.keep(KEY, read(21, 6n));
    expect(await book()).toMatchObject({ readings: 25, totals: [{ quantity: 6n }] });
    const readings = await history.readings('d', '2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z');
    expect(readings.map(({ readAt, totals }) => [readAt, totals[0]?.quantity])).toEqual([
      ['2026-11-20T00:00:00.000Z', 5n],
      ['2026-11-20T23:00:00.000Z', 5n],
      ['2026-11-21T12:00:00.000Z', 6n],
    ]);
    expect(readings[0]).toMatchObject({ containerId: 'c1', outputFolder: '/out', months: [{ month: '2026-11' }] });
  });

  it('tells a time without readings, while it lasts and afterwards', async () => {
    await history.keep(KEY, read(20, 5n));
    expect((await book()).gaps).toEqual([{ image: 'layout', from: '2026-11-20T12:00:00.000Z', to: null }]);
    await history.keep(KEY, read(23, 5n));
    const gaps = [{ image: 'layout', from: '2026-11-20T12:00:00.000Z', to: '2026-11-23T12:00:00.000Z' }];
    expect((await book()).gaps).toEqual(gaps);
    await again();
    expect((await book()).gaps).toEqual(gaps);
  });

  it('misses no readings of a container that was stopped', async () => {
    await history.keep(KEY, read(19, 5n));
    await history.stopped(KEY, Date.UTC(2026, 10, 19, 13));
    await again();
    expect((await book()).gaps).toEqual([]);
    await history.keep(KEY, read(23, 5n, { runningSince: Date.UTC(2026, 10, 23, 11) }));
    expect((await book()).gaps).toEqual([]);
  });

  it('notes which months were asked for where', async () => {
    await history.keep(KEY, read(20, 5n), ['2026-10', '2026-11']);
    const { asked } = await history.known(KEY, { container: 'c1', folder: '/out' });
    expect([...asked]).toEqual([
      ['2026-10', read(20, 5n).readAt],
      ['2026-11', read(20, 5n).readAt],
    ]);
    expect((await history.known(KEY, { container: 'c2', folder: '/out' })).asked.size).toBe(0);
  });
});

describe('the ledger', () => {
  const sent = (day: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
    deploymentId: 'd',
    feature: 'invoice',
    sentAt: `2026-11-${day}T10:00:00.000Z`,
    from: 'analyse',
    outcome: 'succeeded',
    pages: 3,
    ...more,
  });

  it('counts an invoice on the invoice and on the layout meter, and what failed on none', async () => {
    history.record(sent(20));
    history.record(sent(21, { outcome: 'failed', pages: null }));
    history.record(sent(22, { outcome: 'unknown', pages: null, from: 'batch' }));
    const sums = { documents: 1, pages: 3n, uncertain: 1, since: '2026-11-20T10:00:00.000Z', compared: null };
    expect((await book()).ledger).toEqual([
      { image: 'invoice', ...sums },
      { image: 'layout', ...sums },
    ]);
    await again();
    expect((await book()).ledger).toMatchObject([{ pages: 3n }, { pages: 3n }]);
  });

  it('has a document from the moment it was taken, once, whatever became of it', async () => {
    // Two in the same millisecond, as a batch sends them: one ends well, one never ends.
    history.record(sent(20, { outcome: 'unknown', pages: null }));
    history.record(sent(20, { outcome: 'unknown', pages: null }));
    history.record(sent(20, { outcome: 'succeeded', pages: 4 }));
    expect((await book()).ledger).toMatchObject([{ documents: 1, pages: 4n, uncertain: 1 }, { documents: 1 }]);
    history.record(sent(20, { outcome: 'failed', pages: null }));
    expect((await book()).ledger).toMatchObject([{ documents: 1, pages: 4n, uncertain: 0 }, { documents: 1 }]);
  });

  it('is compared with the meters from the reading before its first entry on', async () => {
    await history.keep(KEY, read(19, 100n));
    history.record(sent(20));
    await history.keep(KEY, read(20, 104n));
    await again();
    history.record(sent(21, { pages: 5 }));
    await history.keep(KEY, read(21, 109n));
    history.record(sent(22));
    const [invoice, layout] = (await book()).ledger;
    expect(invoice?.compared).toBeNull();
    expect(layout).toMatchObject({
      pages: 11n,
      compared: {
        from: '2026-11-19T12:00:00.000Z',
        to: '2026-11-21T12:00:00.000Z',
        documents: 2,
        pages: 8n,
        meters: [{ meter: 'Pages', counted: 9n, difference: 1n }],
      },
    });
  });
});

describe('comparing', () => {
  it('begins with the reading before the first document, though the next one says the very same', async () => {
    await history.keep(KEY, read(19, 100n));
    history.record({
      deploymentId: 'd',
      feature: 'layout',
      sentAt: '2026-11-19T13:00:00.000Z',
      from: 'analyse',
      outcome: 'succeeded',
      pages: 4,
    });
    // Asked before the container had written its record.
    await history.keep(KEY, read(19, 100n, { readAt: Date.UTC(2026, 10, 19, 13, 5) }));
    await history.keep(KEY, read(20, 104n));
    expect((await book()).ledger[1]?.compared).toMatchObject({ pages: 4n, meters: [{ counted: 4n, difference: 0n }] });
  });
});

describe('comparing without a reading before the first document', () => {
  const sample = (minute: number): LedgerEntry => ({
    deploymentId: 'd',
    feature: 'layout',
    sentAt: new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString(),
    from: 'analyse',
    outcome: 'succeeded',
    pages: 2,
  });
  const at = (minute: number, pages: bigint | null): Read =>
    read(20, pages ?? 0n, {
      readAt: Date.UTC(2026, 10, 20, 12, minute),
      ...(pages === null ? { totals: [], months: [] } : {}),
    });
  const compared = async () => (await book()).ledger[1]?.compared ?? null;

  it.each([
    ['says nothing', null],
    ['says zero', 0n],
  ])('has the first one where the first reading was before it was counted and %s', async (_what, first) => {
    history.record(sample(0));
    await history.keep(KEY, at(1, first));
    await history.keep(KEY, at(2, 2n));
    const same = { documents: 1, pages: 2n, meters: [{ counted: 2n, difference: 0n }] };
    expect(await compared()).toMatchObject(same);
    await again();
    await history.keep(KEY, at(3, 2n));
    expect(await compared()).toMatchObject(same);
  });

  it('begins once nothing may be uncounted where the meters counted before', async () => {
    history.record(sample(0));
    await history.keep(KEY, at(1, 40n));
    await history.keep(KEY, at(2, 42n));
    expect(await compared()).toBeNull();
    await history.keep(KEY, at(15, 42n));
    history.record(sample(16));
    await history.keep(KEY, at(17, 44n));
    expect(await compared()).toMatchObject({ documents: 1, meters: [{ counted: 2n, difference: 0n }] });
  });
});

describe('what was derived', () => {
  it('is made again from what was read when the rules changed, and is the same where they did not', async () => {
    const use = madeUse({ seed: 6, until: Date.parse(NOW), years: 1.5, meters: 2, deploymentId: 'd', pagesADay: 90 });
    await history.keep(KEY, read(1, 3n, { readAt: Date.UTC(2024, 0, 1), container: 'old', folder: '/old' }));
    await history.stopped(KEY, Date.UTC(2024, 0, 9));
    for (const entry of use.entries.slice(0, 40)) history.record(entry);
    for (const { image, read: one } of use.reads) {
      await history.keep({ deploymentId: 'd', image }, one);
      if (one.readAt % 3 === 0)
        await history.keep({ deploymentId: 'd', image }, { ...one, readAt: one.readAt + 60_000 });
    }
    const before = await book();
    await history.close();
    const path = join(folder, 'usage', 'history.sqlite');
    const { database } = await openDatabase(path);
    database.exec('PRAGMA application_id = 0; UPDATE line SET last = 1; DELETE FROM day; DELETE FROM gap;');
    database.close();
    history = open();
    expect(await book()).toEqual(before);
    expect(before.gaps.length).toBeGreaterThan(1);
    expect(before.drops.length).toBeGreaterThan(2);
  }, 60_000);
});

describe('a history that cannot be read', () => {
  it.each([
    ['is no database', 'no database at all, but long enough to have a header: '.repeat(80)],
    ['has a broken page', null],
  ])('is set aside and told when it %s and there is no copy, and a new one begins', async (_what, text) => {
    for (let day = 1; day < 20; day++) await history.keep(KEY, read(day, BigInt(day)));
    await history.close();
    await rm(join(folder, 'usage', 'copies'), { recursive: true, force: true });
    const path = join(folder, 'usage', 'history.sqlite');
    const bytes = await readFile(path);
    await writeFile(path, text ?? bytes.fill(0xee, 4096));
    // As a killed process leaves it: a clean end needs no check.
    await mkdir(`${path}.lock`);
    history = open();
    expect((await book()).readings).toBe(0);
    const setAside = 'history.unreadable-2026-11-23T12-00-00-000Z.sqlite';
    expect(history.notices).toMatchObject([{ code: 'usage.history-unreadable', facts: { setAside } }]);
    expect(await readdir(join(folder, 'usage'))).toContain(setAside);
    await history.keep(KEY, read(20, 5n));
    await again();
    expect((await book()).readings).toBe(1);
    expect(history.notices).toEqual([]);
  });
});

describe('a history that stands in nobody’s way', () => {
  it.each([
    ['a file', (lock: string) => writeFile(lock, 'x')],
    ['a folder', (lock: string) => mkdir(lock)],
    ['a folder with something in it', (lock: string) => mkdir(join(lock, 'more'), { recursive: true })],
    ['a link to nowhere', (lock: string) => symlink('/nowhere/lock', lock)],
  ])('takes the lock of a dead process over where it is %s', async (_what, leave) => {
    await history.keep(KEY, read(20, 5n));
    await history.close();
    await leave(join(folder, 'usage', 'history.sqlite.lock'));
    history = open();
    expect((await book()).readings).toBe(1);
  });

  it('is tried again when what kept it from being opened is gone; nothing is set aside, nothing of the ledger lost', async () => {
    await writeFile(join(folder, 'usage'), 'a file where the folder should be');
    history.record({
      deploymentId: 'd',
      feature: 'layout',
      sentAt: NOW,
      from: 'analyse',
      outcome: 'succeeded',
      pages: 2,
    });
    await expect(history.keep(KEY, read(20, 5n))).rejects.toThrow();
    await rm(join(folder, 'usage'));
    await history.keep(KEY, read(21, 6n));
    expect(await book()).toMatchObject({ totals: [{ quantity: 6n }], ledger: [{}, { documents: 1, pages: 2n }] });
    expect(history.notices).toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
  });

  it('is set aside unchanged when a later version wrote it; that is said, and the copy that can be put back', async () => {
    await history.keep(KEY, read(20, 5n));
    await history.close();
    const { database } = await openDatabase(join(folder, 'usage', 'history.sqlite'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    const written = await readFile(join(folder, 'usage', 'history.sqlite'));
    history = open();
    expect((await book()).readings).toBe(0);
    const [copy] = await history.copies();
    expect(history.notices).toMatchObject([
      { code: 'usage.history-not-ours', facts: { why: 'newer', copyAt: copy?.at ?? 'none' } },
    ]);
    const aside = (await readdir(join(folder, 'usage'))).find((name) => name.startsWith('history.newer-')) ?? 'none';
    expect((await readFile(join(folder, 'usage', aside))).equals(written)).toBe(true);
    await history.restore(copy?.at ?? '');
    expect((await book()).readings).toBe(1);
  });

  it.each(['DELETE', 'WAL'])(
    'is begun anew where another program’s database is at its place (%s), which is set aside unchanged',
    async (mode) => {
      const path = join(folder, 'usage', 'history.sqlite');
      await mkdir(join(folder, 'usage'));
      const { default: sqlite } = await import('node-sqlite3-wasm');
      const other = new sqlite.Database(path);
      other.exec('PRAGMA locking_mode = EXCLUSIVE');
      other.exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')`);
      other.close();
      const written = await readFile(path);
      history = open();
      expect((await book()).readings).toBe(0);
      const aside =
        (await readdir(join(folder, 'usage'))).find((name) => name.startsWith('history.foreign-')) ?? 'none';
      expect(history.notices).toMatchObject([
        { code: 'usage.history-not-ours', facts: { why: 'foreign', setAside: aside, copyAt: null } },
      ]);
      expect((await readFile(join(folder, 'usage', aside))).equals(written)).toBe(true);
      await history.keep(KEY, read(20, 5n));
      expect((await book()).readings).toBe(1);
    },
  );

  it('offers no copy that a later version made', async () => {
    await history.keep(KEY, read(20, 5n));
    await until('the copy', async () => (await history.copies()).length === 1);
    const [name = ''] = await readdir(join(folder, 'usage', 'copies'));
    const bytes = await readFile(join(folder, 'usage', 'copies', name));
    bytes.writeUInt32BE(99, 60);
    await writeFile(join(folder, 'usage', 'copies', name), bytes);
    expect(await history.copies()).toEqual([]);
  });

  it('is open once in a process: a second opening would take the first one’s lock away', async () => {
    await history.keep(KEY, read(20, 5n));
    await expect(openDatabase(join(folder, 'usage', 'history.sqlite'))).rejects.toThrow('is open already');
  });
});

describe('what a former version kept', () => {
  const old = {
    parts: [
      {
        image: 'layout',
        readAt: '2026-11-20T12:00:00.000Z',
        totals: [{ name: 'Pages', quantity: 12 }],
        months: [{ month: '2026-10', meters: [{ name: 'Pages', quantity: 7 }] }],
      },
    ],
  };
  const put = async (text: string): Promise<void> => {
    await mkdir(join(folder, 'usage'), { recursive: true });
    await writeFile(join(folder, 'usage', 'd.json'), text);
  };

  it('is taken over once, as the oldest reading, and goes on from there', async () => {
    await put(JSON.stringify(old));
    expect(await book()).toMatchObject({
      readAt: '2026-11-20T12:00:00.000Z',
      readings: 1,
      totals: [{ quantity: 12n }],
      months: [{ month: '2026-10', quantity: 7n }],
    });
    await again();
    await history.keep(KEY, read(21, 15n, { months: [] }));
    expect(await book()).toMatchObject({ readings: 2, totals: [{ quantity: 15n }], drops: [] });
    expect(await readdir(join(folder, 'usage'))).toContain('d.taken-over');
  });

  it('is taken over once though a kill came between', async () => {
    await put(JSON.stringify(old));
    await book();
    await history.close();
    await put(JSON.stringify(old));
    history = open();
    expect(await book()).toMatchObject({ readings: 1, totals: [{ quantity: 12n }] });
  });

  it.each([
    ['is no JSON', '{"parts": [{'],
    ['is empty', ''],
    ['is of another form', '{"parts": "many"}'],
    ['counts in words', JSON.stringify(old).replace('12}', '"twelve"}')],
  ])('is set aside and told when it %s, and its bytes are kept', async (_what, text) => {
    await put(text);
    expect((await book()).readings).toBe(0);
    const setAside = 'd.unreadable-2026-11-23T12-00-00-000Z.json';
    expect(history.notices).toMatchObject([{ code: 'usage.history-unreadable', facts: { setAside } }]);
    expect(await readFile(join(folder, 'usage', setAside), 'utf8')).toBe(text);
  });
});
