import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockJump } from '#shared/domain/clock.ts';
import { jumpBetween, standing } from './jumps.ts';

const sight = (wallSeconds: number, uptimeSeconds: number, bootId: string | null = 'a') => ({
  wallMs: wallSeconds * 1000,
  uptimeSeconds,
  bootId,
});

describe('a jump of the clock', () => {
  it.each([
    ['an ordinary minute is none', sight(1000, 50), sight(1060, 110), null],
    ['a night asleep is none: the uptime counts through it', sight(1000, 50), sight(30_000, 29_050), null],
    ['a correction by a few seconds is none', sight(1000, 50), sight(1070, 110), null],
    ['set forward by a day', sight(1000, 50), sight(87_460, 110), 86_400],
    ['set back by an hour', sight(10_000, 50), sight(6460, 110), -3600],
    ['across a start of the computer, forward: not known', sight(1000, 50), sight(9_000_000, 5, 'b'), null],
    ['across a start of the computer, back', sight(100_000, 50), sight(400, 5, 'b'), -99_600],
    ['back where the system does not name its starts', sight(100_000, 50, null), sight(400, 5, null), -99_600],
    ['forward there: not known', sight(1000, 50, null), sight(90_000, 110, null), null],
  ])('%s', (_what, before, now, expected) => {
    expect(jumpBetween(before, now)).toBe(expected);
  });

  it('is never seen in time that only passed, however long and with whatever sleep', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e8 }), (start, passed) => {
        expect(jumpBetween(sight(start, 10), sight(start + passed, 10 + passed))).toBeNull();
      }),
    );
  });
});

describe('jumps that stand', () => {
  const jump = (id: string, seconds: number): ClockJump => ({
    id,
    at: '2026-11-24T12:00:00Z',
    seconds,
    seen: 'running',
  });
  it.each([
    ['none of none', [], []],
    ['one that nobody took back', [jump('a', -3600)], ['a']],
    ['none once it was taken back', [jump('a', -3600), jump('b', 3590)], []],
    ['the newer first', [jump('a', -3600), jump('b', -600)], ['b', 'a']],
    ['what came after a pair', [jump('a', -3600), jump('b', 3600), jump('c', 900)], ['c']],
  ])('%s', (_what, jumps, expected) => {
    expect(standing(jumps).map(({ id }) => id)).toEqual(expected);
  });
});
