import type { ImageId } from '../domain/catalogue.ts';
import type { UsageBook } from '../domain/history.ts';

/** One meter of one container over the months. */
export interface MeterRow {
  readonly image: ImageId;
  readonly meter: string;
  readonly total: number;
  /** Quantity by month, in the order of {@link UsageTable.months}. */
  readonly byMonth: readonly number[];
}

export interface UsageTable {
  /** `2026-11`, oldest first. */
  readonly months: readonly string[];
  readonly rows: readonly MeterRow[];
}

/** The book's numbers as one table; nothing is added up across meters, because their units may differ. */
export function usageTable(book: Pick<UsageBook, 'totals' | 'months'>): UsageTable {
  const months = [...new Set(book.months.map(({ month }) => month))].toSorted();
  const rows = book.totals.map(({ image, meter, quantity }): MeterRow => {
    const inMonth = (month: string): number =>
      Number(
        book.months.find((one) => one.image === image && one.meter === meter && one.month === month)?.quantity ?? 0,
      );
    return { image, meter, total: Number(quantity), byMonth: months.map(inMonth) };
  });
  return { months, rows };
}

/** What a meter is called in a chart: the last two parts of the vendor's name. */
export const shortMeter = (name: string): string => name.split('.').slice(-1)[0] ?? name;

/** The table for a spreadsheet: one line per container and meter, one column per month. */
export const usageRows = (table: UsageTable): readonly (readonly (string | number)[])[] => [
  ['container', 'meter', ...table.months, 'total'],
  ...table.rows.map(({ image, meter, byMonth, total }) => [image, meter, ...byMonth, total]),
];
