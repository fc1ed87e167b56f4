// Histories that are damaged, deleted and replaced for real, and what is left of them.
import {
  copyFile,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UsageBook } from '#shared/domain/history.ts';
import { invoiceDeployment } from '../testing/definition.ts';
import { writeUse } from '../testing/made-history.ts';
import { madeUse } from '../testing/made-use.ts';
import { until } from '../testing/until.ts';
import { openDatabase } from './database.ts';
import { deriveWhereRulesChanged } from './derive-again.ts';
import { openHistory, type UsageHistory } from './history.ts';
import { openLedger } from './ledger.ts';
import type { Read } from './rules/follow.ts';
import { migrate } from './schema.ts';

const UNTIL = Date.UTC(2026, 10, 23, 12);
const KEY = { deploymentId: 'd', image: 'layout' } as const;
const deployment = { ...invoiceDeployment, id: 'd' };
const read = (at: number, pages: bigint): Read => ({
  container: 'c-late',
  folder: '/late',
  readAt: at,
  runningSince: null,
  totals: [{ name: 'Pages', quantity: pages }],
  months: [],
});

let sound = '';
let whole: UsageBook;
let folder = '';
let path = '';
let clock = UNTIL;
let history: UsageHistory;
const failures: unknown[] = [];
const open = (): UsageHistory =>
  openHistory({
    folder: join(folder, 'usage'),
    now: () => new Date(clock),
    copiesKept: () => 3,
    failed: (error) => {
      failures.push(error);
    },
  });
const book = () => history.book(deployment, []);

// A year of readings of two containers, made once.
beforeAll(async () => {
  sound = join(await mkdtemp(join(tmpdir(), 'dd-sound-')), 'history.sqlite');
  const { database } = await openDatabase(sound);
  migrate(database);
  deriveWhereRulesChanged(database, openLedger(database));
  writeUse(database, 'd', madeUse({ years: 1, meters: 4, until: UNTIL, seed: 5, deploymentId: 'd', pagesADay: 120 }));
  database.close();
}, 60_000);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-damage-'));
  path = join(folder, 'usage', 'history.sqlite');
  clock = UNTIL;
  failures.length = 0;
  history = open();
  await history.deploymentIds();
  await history.close();
  await copyFile(sound, path);
  history = open();
  whole = await book();
  // The copy of the day, made when a history is opened, is taken away: each test says what copies there are.
  await history.close();
  await rm(join(folder, 'usage', 'copies'), { recursive: true, force: true });
});
afterEach(async () => {
  await history.close();
  await rm(folder, { recursive: true, force: true });
});

const overwrite = async (at: number, length: number): Promise<void> => {
  const file = await openFile(path, 'r+');
  await file.write(Buffer.alloc(length, 0xa5), 0, length, at);
  await file.close();
};
const aside = async (): Promise<string | undefined> =>
  (await readdir(join(folder, 'usage'))).find((name) => name.startsWith('history.unreadable-'));
const notice = () =>
  history.notices[0] as Extract<(typeof history.notices)[number], { code: 'usage.history-recovered' }>;

describe('a damaged history', () => {
  const half = async (): Promise<number> => Math.floor((await stat(path)).size / 2 / 4096) * 4096;

  it.each([
    ['4 KB in the middle are damaged', async () => overwrite(await half(), 4096), 0.8],
    [
      'two places are damaged',
      async () => Promise.all([overwrite(40 * 4096, 4096), overwrite(await half(), 4096)]),
      0.7,
    ],
    ['its head is damaged', () => overwrite(0, 4096), 0.9],
    ['half of it is cut off', async () => truncate(path, await half()), 0.1],
  ])('is read as far as it can be where %s; the file is set aside and days are named', async (_what, damage, share) => {
    await damage();
    const damaged = await readFile(path);
    history = open();
    const saved = await book();
    expect(notice()).toMatchObject({ code: 'usage.history-recovered', facts: { copyAt: null, fromCopy: 0 } });
    const { setAside, readings, missing } = notice().facts;
    expect(readings).toBeGreaterThan(whole.readings * share * 0.5);
    expect(saved.readings).toBeGreaterThan(whole.readings * share * 0.5);
    for (const { from, to } of missing)
      for (const day of [from, to]) expect(day ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
    if (saved.readings < whole.readings) expect(missing.length).toBeGreaterThan(0);
    expect(await aside()).toBe(setAside);
    expect((await readFile(join(folder, 'usage', setAside))).equals(damaged)).toBe(true);
    // And it goes on, also after a restart, without another word.
    await history.keep(KEY, read(UNTIL + 3_600_000, 5n));
    await history.close();
    history = open();
    expect((await book()).readings).toBe(saved.readings + 1);
    expect(history.notices).toEqual([]);
  });

  it.each([
    ['4 KB in the middle are damaged', async () => overwrite(await half(), 4096)],
    ['its head is damaged', () => overwrite(0, 8192)],
    ['half of it is cut off', async () => truncate(path, await half())],
    ['it has no byte', () => truncate(path, 0)],
    ['all of it is damaged', async () => overwrite(0, (await stat(path)).size)],
  ])('has from the newest copy what cannot be read where %s', async (_what, damage) => {
    history = open();
    await book();
    await until('the copy of the day', async () => (await history.copies()).length === 1);
    await history.keep(KEY, read(UNTIL + 3_600_000, 5n));
    await history.close();
    await damage();
    history = open();
    const saved = await book();
    expect(saved.readings).toBeGreaterThanOrEqual(whole.readings);
    const meters = ({ totals }: UsageBook) => totals.map(({ image, meter }) => `${image} ${meter}`);
    expect(meters(saved)).toEqual(expect.arrayContaining(meters(whole)));
    expect(saved.ledger.map(({ documents }) => documents)).toEqual(whole.ledger.map(({ documents }) => documents));
    expect(await aside()).toBe(notice().facts.setAside);
  });

  it('is mended where SQLite comes upon the damage while it is used, and what was asked is answered', async () => {
    history = open();
    await history.deploymentIds();
    await overwrite(await half(), 30 * 4096);
    const saved = await book().catch((error: unknown) => error);
    expect(history.notices.map(({ code }) => code)).toEqual(['usage.history-recovered']);
    expect(saved).toMatchObject({ readAt: expect.anything() });
  });
});

it('a history whose damage shows when its rules are applied again is mended too', async () => {
  const { database } = await openDatabase(path);
  database.exec('PRAGMA application_id = 1');
  database.close();
  await overwrite(Math.floor((await stat(path)).size / 2 / 4096) * 4096, 16 * 4096);
  history = open();
  expect((await book()).readings).toBeGreaterThan(0);
  expect(history.notices.map(({ code }) => code)).toEqual(['usage.history-recovered']);
});

describe('the daily copy', () => {
  it('is made when a history is opened and when a day begins; so many are kept, each whole', async () => {
    history = open();
    for (let day = 0; day < 5; day++) {
      clock = UNTIL + day * 86_400_000;
      await history.keep(KEY, read(clock + 1, BigInt(day + 1)));
      const at = new Date(clock).toISOString();
      await until(`the copy of ${at}`, async () => (await history.copies())[0]?.at === at);
    }
    expect(await history.copies()).toHaveLength(3);
    expect(failures).toEqual([]);
    await history.close();
    for (const name of await readdir(join(folder, 'usage', 'copies'))) {
      expect(name).toMatch(/^history-[\dTZ-]+\.sqlite$/);
      const { database } = await openDatabase(join(folder, 'usage', 'copies', name));
      expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      database.close();
    }
  });

  it('of a day to come, left by a clock that was wrong, does not have another made at each start', async () => {
    clock = UNTIL + 9 * 365 * 86_400_000;
    history = open();
    await history.deploymentIds();
    await history.close();
    for (clock = UNTIL; clock < UNTIL + 3 * 3_600_000; clock += 3_600_000) {
      history = open();
      await history.deploymentIds();
      await history.close(); // waits for the copy
    }
    expect((await history.copies()).map(({ at }) => at)).toEqual([
      new Date(UNTIL + 9 * 365 * 86_400_000).toISOString(),
      new Date(UNTIL).toISOString(),
    ]);
  });

  it('that SQLite does not find whole is not kept, and the history is mended', async () => {
    await overwrite((await stat(path)).size - 8192, 4096);
    history = open();
    await history.deploymentIds();
    await until('the damage to be found', () => history.notices.length > 0);
    expect(history.notices.map(({ code }) => code)).toEqual(['usage.history-recovered']);
  });

  it('is put back by the operator; the present history is set aside', async () => {
    history = open();
    await book();
    await until('the copy', async () => (await history.copies()).length === 1);
    await history.keep(KEY, read(UNTIL + 1, 5n));
    const [copy] = await history.copies();
    await history.restore(copy?.at ?? '');
    expect((await book()).readings).toBe(whole.readings);
    expect((await readdir(join(folder, 'usage'))).filter((name) => name.startsWith('history.replaced-'))).toHaveLength(
      1,
    );
    await expect(history.restore('2020-01-01T00:00:00.000Z')).rejects.toMatchObject({ code: 'copy.unreadable' });
  });
});

describe('a history that is deleted or replaced while it is open', () => {
  it.each([
    ['deleted', () => rm(path)],
    ['deleted with its folder', () => rm(join(folder, 'usage'), { recursive: true })],
    [
      'replaced',
      async () => {
        await writeFile(`${path}.other`, '');
        await rm(path);
        const { database } = await openDatabase(`${path}.other`);
        migrate(database);
        database.close();
        await copyFile(`${path}.other`, path);
      },
    ],
  ])(
    'is noticed when it is %s; what was open is a copy that can be put back, and nothing is written into nothing',
    async (_what, lose) => {
      history = open();
      await book();
      await until('the copy of the day', async () => (await history.copies()).length === 1);
      clock += 1000;
      await history.keep(KEY, read(UNTIL + 1, 5n));
      await lose();
      clock += 1000;
      await history.keep(KEY, read(UNTIL + 2, 6n));
      const copyAt = new Date(clock).toISOString();
      expect(history.notices).toMatchObject([{ code: 'usage.history-gone', facts: { copyAt } }]);
      expect((await book()).readings).toBe(1);
      await history.close();
      history = open();
      expect((await book()).readings).toBe(1);
      await history.restore(copyAt);
      expect((await book()).readings).toBe(whole.readings + 1);
    },
  );

  it('has its ledger in the file that is there now', async () => {
    history = open();
    await book();
    await rm(path);
    history.record({
      deploymentId: 'd',
      feature: 'layout',
      sentAt: new Date(UNTIL).toISOString(),
      from: 'analyse',
      outcome: 'succeeded',
      pages: 2,
    });
    await history.close();
    history = open();
    await history.keep(KEY, read(UNTIL, 5n));
    expect((await book()).ledger).toContainEqual(expect.objectContaining({ image: 'layout', documents: 1, pages: 2n }));
  });

  it('is said at the next start where it was deleted in between and there is a copy', async () => {
    history = open();
    await book();
    await until('the copy', async () => (await history.copies()).length === 1);
    await history.close();
    await rm(path);
    history = open();
    expect((await book()).readings).toBe(0);
    expect(history.notices).toMatchObject([
      { code: 'usage.history-gone', facts: { copyAt: new Date(UNTIL).toISOString() } },
    ]);
  });
});
