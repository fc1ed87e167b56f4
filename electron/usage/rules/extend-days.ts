import type { ImageId } from '#shared/domain/catalogue.ts';
import type { MeterDays } from '#shared/domain/history.ts';
import { numberOfDay } from '#shared/rules/days.ts';
import type { Followed } from './follow.ts';

/** A container's use by day with what one more reading told of; `days` stays as it was. */
export function extendDays(days: readonly MeterDays[], image: ImageId, told: Followed['days']): readonly MeterDays[] {
  const columns = [...days];
  for (const { meter, from, to, quantity } of told) {
    const found = columns.findIndex((one) => one.meter === meter);
    const at = found < 0 ? columns.length : found;
    const before = columns[at] ?? { image, meter, from, quantities: [], spread: [] };
    columns[at] =
      from === to ? withDay(before, from, quantity) : { ...before, spread: [...before.spread, { from, to, quantity }] };
  }
  return columns;
}

/** The column with a quantity added to one day; it grows to either side, and begins where its first day is. */
function withDay(column: MeterDays, day: string, quantity: bigint): MeterDays {
  const from = column.quantities.length === 0 ? day : column.from;
  const place = numberOfDay(day) - numberOfDay(from);
  const missing = Math.max(0, -place);
  const quantities = [...new Array<bigint>(missing).fill(0n), ...column.quantities];
  while (quantities.length <= place) quantities.push(0n);
  quantities[place + missing] = (quantities[place + missing] ?? 0n) + quantity;
  return { ...column, from: missing > 0 ? day : from, quantities };
}
