import { describe, expect, it } from 'vitest';
import { type PeriodName, periodOf } from './periods.ts';

describe('a period by name', () => {
  it.each<[PeriodName, string, string, string]>([
    ['this-month', '2026-11-24', '2026-11-01', '2026-11-24'],
    ['last-month', '2026-11-24', '2026-10-01', '2026-10-31'],
    ['last-month', '2026-01-01', '2025-12-01', '2025-12-31'],
    ['last-month', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['this-year', '2026-01-01', '2026-01-01', '2026-01-01'],
    ['last-year', '2026-11-24', '2025-01-01', '2025-12-31'],
  ])('%s on %s', (name, now, from, to) => {
    expect(periodOf(name, new Date(`${now}T23:30:00.000Z`))).toEqual({ from, to });
  });
});
