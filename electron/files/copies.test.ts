import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCopies } from './copies.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'dd-copies-')), 'copies');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const START = Date.parse('2026-11-23T12:00:00.000Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
let failures: unknown[] = [];
/** What is whole begins with `good`. */
function open(at: { ms: number }) {
  failures = [];
  return openCopies({
    folder,
    name: 'kept',
    read: (text) => (text.startsWith('good') ? text : null),
    now: () => new Date(START + at.ms),
    failed: (error) => failures.push(error),
  });
}
const values = async (copies: ReturnType<typeof open>) => (await copies.list()).map(({ value }) => value);

it('are the last ten states, newest first', async () => {
  const at = { ms: 0 };
  const copies = open(at);
  for (let state = 1; state <= 12; state += 1) {
    at.ms = state * MINUTE;
    copies.keep(`good ${state}`);
    await copies.close();
  }
  expect(await values(copies)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((state) => `good ${state}`));
});

it('of a burst are one, its last state', async () => {
  const at = { ms: 0 };
  const copies = open(at);
  copies.keep('good old');
  await copies.close();
  for (let state = 1; state <= 30; state += 1) {
    at.ms = 2 * MINUTE + state * 100;
    copies.keep(`good ${state}`);
    await copies.close();
  }
  expect(await values(copies)).toEqual(['good 30', 'good old']);
});

it('of another run are not replaced, however soon it comes', async () => {
  const first = open({ ms: 0 });
  first.keep('good 1');
  await first.close();
  const second = open({ ms: 1000 });
  second.keep('good 2');
  await second.close();
  expect(await values(second)).toEqual(['good 2', 'good 1']);
});

it('are in order also after the clock was set back', async () => {
  const first = open({ ms: 0 });
  first.keep('good 1');
  await first.close();
  const second = open({ ms: -400 * DAY });
  second.keep('good 2');
  await second.close();
  expect(await values(second)).toEqual(['good 2', 'good 1']);
});

it('are not made where nothing changed', async () => {
  const at = { ms: 0 };
  const copies = open(at);
  copies.keep('good');
  await copies.close();
  at.ms = DAY;
  copies.keep('good');
  await copies.close();
  expect(await copies.list()).toHaveLength(1);
});

it('that cannot be read back are removed, and told', async () => {
  const copies = open({ ms: 0 });
  copies.keep('bad');
  await copies.close();
  expect(failures).toHaveLength(1);
  expect(await readdir(folder)).toEqual([]);
});

it('leave a folder, a damaged copy and foreign files alone, and are listed without them', async () => {
  const copies = open({ ms: 0 });
  copies.keep('good');
  await copies.close();
  await mkdir(join(folder, 'kept-2026-11-22T12-00-00-000Z.json'));
  await writeFile(join(folder, 'kept-2026-11-21T12-00-00-000Z.json'), 'cut');
  await writeFile(join(folder, 'notes.txt'), 'good');
  expect(await values(copies)).toEqual(['good']);
  expect(await readdir(folder)).toHaveLength(4);
});

it('are bounded, and the newest is always the last state, whenever changes come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 2 * DAY }), { minLength: 1, maxLength: 40 }),
      async (pauses) => {
        await rm(folder, { recursive: true, force: true });
        const at = { ms: 0 };
        const copies = open(at);
        const days = new Set<string>();
        for (const [index, pause] of pauses.entries()) {
          at.ms += pause + 1;
          days.add(new Date(START + at.ms).toISOString().slice(0, 10));
          copies.keep(`good ${index}`);
          await copies.close();
        }
        const kept = await copies.list();
        expect(kept[0]?.value).toBe(`good ${pauses.length - 1}`);
        expect(kept.length).toBeLessThanOrEqual(20);
        expect(new Set(kept.map((one) => one.at.slice(0, 10))).size).toBeGreaterThanOrEqual(
          Math.min(days.size, 10) - 1,
        );
        expect(failures).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
