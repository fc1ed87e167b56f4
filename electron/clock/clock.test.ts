import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClock } from './clock.ts';

let folder = '';
let sight = { wallMs: 0, uptimeSeconds: 0, bootId: 'a' as string | null };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-clock-'));
  sight = { wallMs: Date.UTC(2026, 10, 24, 12), uptimeSeconds: 1000, bootId: 'a' };
});
/** They look every half minute, and write what they see, until they are closed. */
const opened: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const clock of opened.splice(0)) await clock.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async () => {
  const clock = await openClock({ folder, look: () => sight });
  opened.push(clock);
  return clock;
};
/** Time goes on; the clock is besides set by some seconds. */
const pass = (seconds: number, set = 0): void => {
  sight = { ...sight, wallMs: sight.wallMs + (seconds + set) * 1000, uptimeSeconds: sight.uptimeSeconds + seconds };
};

describe('the clock', () => {
  it('is right at the first start, over a night asleep, and over a start of Drydock', async () => {
    const clock = await open();
    pass(9 * 3600);
    await clock.look();
    await clock.close();
    pass(86_400);
    const next = await open();
    expect(next.jumps()).toEqual([]);
    await next.close();
  });

  it('that is set while Drydock runs is noticed, kept over a start, and no more told once dismissed', async () => {
    const clock = await open();
    pass(30, -86_400);
    await clock.look();
    expect(clock.jumps()).toMatchObject([{ seconds: -86_400, seen: 'running', at: '2026-11-23T12:00:30.000Z' }]);
    await clock.close();
    const next = await open();
    expect(next.jumps()).toHaveLength(1);
    await next.dismiss();
    expect(next.jumps()).toEqual([]);
    await next.close();
    expect((await open()).jumps()).toEqual([]);
  });

  it('that is set back and right again is told no more', async () => {
    const clock = await open();
    pass(30, -86_400);
    await clock.look();
    pass(30, 86_400);
    await clock.look();
    expect(clock.jumps()).toEqual([]);
    await clock.close();
  });

  it('that stands before the last start is noticed, also after a start of the computer', async () => {
    await (await open()).close();
    sight = { wallMs: Date.UTC(2020, 0, 1), uptimeSeconds: 20, bootId: 'b' };
    const clock = await open();
    expect(clock.jumps()).toMatchObject([{ seen: 'between-starts' }]);
    expect(clock.jumps()[0]?.seconds).toBeLessThan(-6 * 365 * 86_400);
    await clock.close();
  });

  it('that goes as it should is kept seldom, and a jump after a power cut is noticed all the same', async () => {
    const clock = await open();
    const written = async () => (await stat(join(folder, 'clock.json'))).mtimeMs;
    const first = await written();
    for (let look = 0; look < 60; look += 1) {
      pass(30);
      await clock.look();
    }
    expect(await written()).toBe(first);
    pass(3600);
    await clock.look();
    expect(await written()).not.toBe(first);
    pass(900, -7200); // killed: this look was never taken
    const next = await open();
    expect(next.jumps()).toMatchObject([{ seen: 'between-starts', seconds: -7200 }]);
    await next.close();
  });

  it('whose kept looks cannot be read sets them aside and says so', async () => {
    await writeFile(join(folder, 'clock.json'), '{"last":');
    const clock = await open();
    expect(clock.notices.map(({ code }) => code)).toEqual(['clock.history-unreadable']);
    expect((await readdir(folder)).sort()).toEqual([
      'clock.json',
      expect.stringMatching(/^clock\.unreadable-.*\.json$/),
    ]);
    await clock.close();
  });
});
