import { describe, expect, it } from 'vitest';
import type { UsageBook } from '../domain/history.ts';
import { toCsv } from './csv.ts';
import { usageRows, usageTable } from './usage.ts';

const book: Pick<UsageBook, 'totals' | 'months'> = {
  totals: [
    { image: 'invoice', meter: 'A.Pages', quantity: 7n },
    { image: 'layout', meter: 'B.Pages', quantity: 2n },
  ],
  months: [
    { image: 'invoice', meter: 'A.Pages', month: '2027-01', quantity: 3n },
    { image: 'invoice', meter: 'A.Pages', month: '2026-12', quantity: 4n },
    { image: 'layout', meter: 'B.Pages', month: '2027-01', quantity: 2n },
  ],
};

describe('the usage table', () => {
  it('has every month once, oldest first, and a zero where a meter counted nothing', () => {
    expect(usageTable(book)).toEqual({
      months: ['2026-12', '2027-01'],
      rows: [
        { image: 'invoice', meter: 'A.Pages', total: 7, byMonth: [4, 3] },
        { image: 'layout', meter: 'B.Pages', total: 2, byMonth: [0, 2] },
      ],
    });
  });
  it('is empty where nothing was reported', () => {
    expect(usageTable({ totals: [], months: [] })).toEqual({ months: [], rows: [] });
  });
  it('goes into a spreadsheet', () => {
    expect(toCsv(usageRows(usageTable(book)))).toBe(
      'container,meter,2026-12,2027-01,total\r\ninvoice,A.Pages,4,3,7\r\nlayout,B.Pages,0,2,2\r\n',
    );
  });
});
