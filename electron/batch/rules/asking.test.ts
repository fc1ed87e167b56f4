import { describe, expect, it } from 'vitest';
import { askAtMs, type Expectation, expectedMs, learn, patienceMs } from './asking.ts';

const learnt = (documents: readonly (readonly [pages: number, ms: number])[], asked = 3): Expectation | null =>
  documents.reduce<Expectation | null>((known, [pages, ms]) => learn(known, pages, ms, asked), null);
const at = (known: Expectation | null, pages: number, lastMs: number | null = null, last = false): number =>
  askAtMs(known, { pages, lastMs, last });

describe('when an answer is asked for', () => {
  it('soon, and then in wider steps, while nothing is known', () => {
    expect(at(null, 1)).toBe(100);
    expect(at(null, 1, 1000)).toBe(1150);
    expect(at(null, 1, 60_000)).toBe(62_000);
  });

  it('a little before its end, once a few have come', () => {
    const known = learnt(Array.from({ length: 40 }, () => [1, 1000] as const));
    expect(at(known, 1)).toBeGreaterThan(900);
    expect(at(known, 1)).toBeLessThanOrEqual(1000);
    expect(at(known, 1, 1000) - 1000).toBe(40);
  });

  it('later for more pages, but not as if each page had to wait for others anew', () => {
    // Two seconds in a queue and 100 ms for each page.
    const known = learnt(Array.from({ length: 60 }, (_, at) => [1 + (at % 6), 2000 + 100 * (1 + (at % 6))] as const));
    if (known === null) throw new Error('nothing learnt');
    expect(expectedMs(known, 1)).toBeCloseTo(2100, -2);
    expect(expectedMs(known, 20)).toBeCloseTo(4000, -3);
  });

  it('sooner when the batch waits for nothing else', () => {
    const known = learnt(Array.from({ length: 40 }, () => [1, 1000] as const));
    expect(at(known, 1, null, true)).toBeLessThan(at(known, 1) * 0.65);
  });

  it('earlier and earlier while it lay there at the first question each time', () => {
    let known = learnt(Array.from({ length: 20 }, () => [1, 3000] as const));
    for (let turn = 0; turn < 30; turn += 1) known = learn(known, 1, Math.max(500, at(known, 1)), 1);
    expect(at(known, 1)).toBeLessThan(700);
  });

  it('until a long time is over, and longer where it is usual', () => {
    expect(patienceMs(null, 1)).toBe(15 * 60_000);
    expect(patienceMs(learnt([[1, 5 * 60_000]]), 1)).toBe(50 * 60_000);
    expect(patienceMs(learnt([[1, 60 * 60_000]]), 1)).toBe(2 * 60 * 60_000);
  });
});
