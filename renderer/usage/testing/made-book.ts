// For tests: a book whose numbers can be counted on fingers.
import type { DayUse, MeterKey, UsageBook } from '#shared/domain/history.ts';
import { dayOf, numberOfDay } from '#shared/rules/days.ts';
import { toMeterDays } from './meter-days.ts';

export const INVOICE: MeterKey = { image: 'invoice', meter: 'CognitiveServices.FormRecognizer.Container.InvoicePages' };
export const LAYOUT: MeterKey = { image: 'layout', meter: 'CognitiveServices.FormRecognizer.Container.LayoutPages' };

/** A book in which each meter counts `perDay` on each day from `first` to `last`; months and totals are their sums. */
export function madeBook(
  first: string,
  last: string,
  meters: readonly (readonly [MeterKey, bigint])[],
  change: Partial<UsageBook> = {},
): UsageBook {
  const days: DayUse[] = [];
  const months = new Map<string, UsageBook['months'][number]>();
  for (const [key, quantity] of meters)
    for (let day = numberOfDay(first); day <= numberOfDay(last); day++) {
      const at = dayOf(day);
      days.push({ ...key, from: at, to: at, quantity });
      const month = at.slice(0, 7);
      const id = `${month} ${key.meter}`;
      months.set(id, { ...key, month, quantity: (months.get(id)?.quantity ?? 0n) + quantity });
    }
  const count = BigInt(numberOfDay(last) - numberOfDay(first) + 1);
  return {
    deploymentId: 'd',
    readAt: `${last}T12:00:00.000Z`,
    readings: Number(count),
    stale: [],
    totals: meters.map(([key, quantity]) => ({ ...key, quantity: quantity * count })),
    months: [...months.values()],
    monthsApart: [],
    days: toMeterDays(days),
    gaps: [],
    drops: [],
    ledger: [],
    ...change,
  };
}
