import { describe, expect, it } from 'vitest';
import { daysLeft } from './licence.ts';

describe('days left', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  it.each([
    ['in a year', '2027-11-23T12:00:00Z', 365],
    ['later today', '2026-11-23T23:59:59Z', 0],
    ['an hour ago', '2026-11-23T11:00:00Z', -1],
    ['an unreadable end', 'soon', null],
    ['an unknown end', null, null],
  ])('%s', (_when, endsAt, expected) => {
    expect(daysLeft(endsAt, now)).toBe(expected);
  });
});
