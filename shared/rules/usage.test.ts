import { describe, expect, it } from 'vitest';
import type { PartUsage } from '../domain/usage.ts';
import { toCsv } from './csv.ts';
import { usageRows, usageTable } from './usage.ts';

const parts: PartUsage[] = [
  {
    image: 'invoice',
    readAt: '2027-01-02T00:00:00Z',
    totals: [{ name: 'A.Pages', quantity: 7 }],
    months: [
      { month: '2027-01', meters: [{ name: 'A.Pages', quantity: 3 }] },
      { month: '2026-12', meters: [{ name: 'A.Pages', quantity: 4 }] },
    ],
  },
  {
    image: 'layout',
    readAt: '2027-01-02T00:00:00Z',
    totals: [],
    months: [{ month: '2027-01', meters: [{ name: 'B.Pages', quantity: 2 }] }],
  },
];

describe('the usage table', () => {
  it('has every month once, oldest first, and a zero where a meter counted nothing', () => {
    expect(usageTable(parts)).toEqual({
      months: ['2026-12', '2027-01'],
      rows: [
        { image: 'invoice', meter: 'A.Pages', total: 7, byMonth: [4, 3] },
        { image: 'layout', meter: 'B.Pages', total: 2, byMonth: [0, 2] },
      ],
    });
  });
  it('is empty where nothing was reported', () => {
    expect(usageTable([])).toEqual({ months: [], rows: [] });
  });
  it('goes into a spreadsheet', () => {
    expect(toCsv(usageRows(usageTable(parts)))).toBe(
      'container,meter,2026-12,2027-01,total\r\ninvoice,A.Pages,4,3,7\r\nlayout,B.Pages,0,2,2\r\n',
    );
  });
});
