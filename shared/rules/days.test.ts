import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, dayNumberAt, dayOf, weekdayOf } from './days.ts';

describe('days by number', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['2024-02-29', 19_782],
  ])('%s is %i', (day, number) => {
    expect(dayNumber(day)).toBe(number);
    expect(dayOf(number)).toBe(day);
  });

  it.each(['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', 'tomorrow', ''])('“%s” is no day', (text) => {
    expect(dayNumber(text)).toBeNull();
  });

  it('there and back again', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 60_000 }), (at) => dayNumber(dayOf(at)) === at));
  });

  it('an instant belongs to its day in UTC, and every week begins on a Monday', () => {
    expect(dayOf(dayNumberAt(new Date('2026-11-24T23:59:59.999Z')))).toBe('2026-11-24');
    expect(
      ['2026-11-23', '2026-11-24', '2026-11-29', '1969-12-29'].map((day) => weekdayOf(dayNumber(day) ?? 0)),
    ).toEqual([0, 1, 6, 0]);
  });

  it('so many days later, over leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });
});
