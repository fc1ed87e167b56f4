import { describe, expect, it } from 'vitest';
import { monthsFrom } from './months.ts';

describe('the months to ask for', () => {
  it('run over the end of a year', () => {
    expect(monthsFrom('2026-11-23T10:00:00Z', new Date('2027-02-01T00:00:00Z'))).toEqual([
      '2026-11',
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
  });
  it('are this one alone when the clock was set back', () => {
    expect(monthsFrom('2027-01-01T00:00:00Z', new Date('2026-11-01T00:00:00Z'))).toEqual(['2026-11']);
  });
  it('are never more than three years', () => {
    expect(monthsFrom('1970-01-01T00:00:00Z', new Date('2026-11-01T00:00:00Z'))).toHaveLength(36);
  });
});
