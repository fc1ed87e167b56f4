import type { UsageBook } from '#shared/domain/history.ts';
import { type MeterLine, meterId } from './meters.ts';

/** Every month and meter for a spreadsheet, quantities in full; then the totals as the containers report them. */
export function monthRows(book: UsageBook, meters: readonly MeterLine[]): readonly (readonly string[])[] {
  const months = [...new Set(book.months.map(({ month }) => month))].toSorted();
  const uses = new Map(book.months.map((use) => [`${use.month} ${meterId(use)}`, use.quantity]));
  return [
    ['month', ...meters.map(({ key }) => `${key.image} ${key.meter}`)],
    ...months.map((month) => [month, ...meters.map(({ id }) => String(uses.get(`${month} ${id}`) ?? 0n))]),
    ['total', ...meters.map(({ total }) => String(total))],
  ];
}
