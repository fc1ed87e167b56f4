import { describe, expect, it } from 'vitest';
import { backOffMs, verdictOn, type WentWrong } from './retry.ts';

describe('what a document that went wrong means', () => {
  const wrong = (change: Partial<WentWrong>): WentWrong => ({
    code: 'service.failed',
    stage: 'send',
    attempts: 1,
    ...change,
  });
  it.each<[Partial<WentWrong>, string]>([
    [{ code: 'document.refused' }, 'give-up'],
    [{ code: 'document.unreadable' }, 'give-up'],
    [{ code: 'service.failed' }, 'again'],
    [{ code: 'service.failed', attempts: 3 }, 'again'],
    [{ code: 'service.failed', attempts: 4 }, 'give-up'],
    [{ code: 'service.failed', stage: 'job' }, 'give-up'],
    [{ code: 'service.too-slow', stage: 'job' }, 'give-up'],
    [{ code: 'service.unreachable', stage: 'job' }, 'give-up'],
    [{ code: 'service.unreachable' }, 'unreached'],
    [{ code: 'service.too-slow' }, 'again'],
    [{ code: 'service.nonsense', attempts: 4 }, 'give-up'],
    [{ code: 'run.not-running' }, 'hold'],
    [{ code: 'run.helper-missing', attempts: 9 }, 'hold'],
    [{ code: 'engine.lost' }, 'hold'],
  ])('%o: %s', (change, verdict) => {
    expect(verdictOn(wrong(change))).toBe(verdict);
  });
});

describe('how long is waited after a refusal', () => {
  it('2, 3, 5 and 8 seconds, spread by a quarter either way', () => {
    expect([0, 1, 2, 3, 4, 99].map((turn) => backOffMs(turn, null, 0.5))).toEqual([2000, 3000, 5000, 8000, 8000, 8000]);
    expect(backOffMs(0, null, 0)).toBe(1500);
    expect(backOffMs(0, null, 1)).toBe(2500);
  });

  it('as long as the service asks for, and hardly longer', () => {
    expect(backOffMs(3, 1000, 0)).toBe(1000);
    expect(backOffMs(0, 30_000, 1)).toBe(30_100);
    expect(backOffMs(0, 24 * 3_600_000, 0)).toBe(600_000);
  });
});
