import type { ImageId } from '../domain/catalogue.ts';
import type { PartUsage } from '../domain/usage.ts';

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

/** The reported numbers as one table; nothing is added up across meters, because their units may differ. */
export function usageTable(parts: readonly PartUsage[]): UsageTable {
  const months = [...new Set(parts.flatMap((part) => part.months.map(({ month }) => month)))].toSorted();
  const rows = parts.flatMap((part) => {
    const names = [
      ...new Set([...part.totals, ...part.months.flatMap(({ meters }) => meters)].map(({ name }) => name)),
    ];
    return names.map((meter): MeterRow => {
      const inMonth = (month: string): number =>
        part.months.find((one) => one.month === month)?.meters.find(({ name }) => name === meter)?.quantity ?? 0;
      const byMonth = months.map(inMonth);
      const total = part.totals.find(({ name }) => name === meter)?.quantity;
      return { image: part.image, meter, total: total ?? byMonth.reduce((sum, one) => sum + one, 0), byMonth };
    });
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
