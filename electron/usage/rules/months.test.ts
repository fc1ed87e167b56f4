import { describe, expect, it } from 'vitest';
import { endOfMonth, monthAt, monthNumber, monthOf, monthsOver } from './months.ts';

describe('months', () => {
  it('are counted over the turn of the year, both ends included', () => {
    expect(monthsOver('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(monthsOver('2026-11', '2026-11')).toEqual(['2026-11']);
    expect(monthsOver('2026-12', '2026-11')).toEqual([]);
    expect(monthsOver('1999-01', '2026-12')).toHaveLength(28 * 12);
  });

  it('are numbers and back', () => {
    expect(monthOf(monthNumber('2026-12') + 1)).toBe('2027-01');
    expect(monthOf(monthNumber('0999-01'))).toBe('0999-01');
  });

  it('begin and end by UTC', () => {
    expect(new Date(endOfMonth('2026-12')).toISOString()).toBe('2027-01-01T00:00:00.000Z');
    expect(monthAt(endOfMonth('2026-12') - 1)).toBe('2026-12');
    expect(monthAt(endOfMonth('2026-12'))).toBe('2027-01');
  });
});
