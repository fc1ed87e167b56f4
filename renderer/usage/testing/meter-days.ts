import type { DayUse, MeterDays, MeterKey } from '#shared/domain/history.ts';
import { dayOf, numberOfDay } from '#shared/rules/days.ts';

/** Use by day as columns, one entry for each meter, in the order in which the meters first appear. */
export function toMeterDays(uses: readonly DayUse[]): MeterDays[] {
  const meters = new Map<string, { readonly key: MeterKey; readonly ofMeter: DayUse[] }>();
  for (const use of uses) {
    const { image, meter } = use;
    const known = meters.get(`${image} ${meter}`);
    if (known) known.ofMeter.push(use);
    else meters.set(`${image} ${meter}`, { key: { image, meter }, ofMeter: [use] });
  }
  return [...meters.values()].map(({ key, ofMeter }) => {
    const single = ofMeter.filter(({ from, to }) => from === to);
    const numbers = (single.length > 0 ? single : ofMeter).map((use) => numberOfDay(use.from));
    const first = numbers.reduce((least, number) => Math.min(least, number));
    const last = single.length > 0 ? numbers.reduce((most, number) => Math.max(most, number)) : first - 1;
    const quantities = new Array<bigint>(last - first + 1).fill(0n);
    for (const use of single) {
      const at = numberOfDay(use.from) - first;
      quantities[at] = (quantities[at] ?? 0n) + use.quantity;
    }
    const spread = ofMeter
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, quantity }) => ({ from, to, quantity }));
    return { ...key, from: dayOf(first), quantities, spread };
  });
}

/** The columns as one entry for each day with use and for each span; days without use are left out. */
export function toDayUses(days: readonly MeterDays[]): DayUse[] {
  return days.flatMap(({ image, meter, from, quantities, spread }) => {
    const first = numberOfDay(from);
    const single = quantities.flatMap((quantity, at) => {
      if (quantity === 0n) return [];
      const day = dayOf(first + at);
      return [{ image, meter, from: day, to: day, quantity }];
    });
    return [...single, ...spread.map((span) => ({ image, meter, ...span }))];
  });
}
