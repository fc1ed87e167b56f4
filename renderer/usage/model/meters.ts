import type { ImageId } from '#shared/domain/catalogue.ts';
import type { MeterKey, UsageBook } from '#shared/domain/history.ts';
import { type Ink, SERIES_INKS } from './palette.ts';

/** One meter as charts and tables show it. */
export interface MeterLine {
  readonly id: string;
  readonly key: MeterKey;
  readonly total: bigint;
  readonly ink: Ink;
}

/** A meter as one text, to look it up by. */
export const meterId = ({ image, meter }: MeterKey): string => `${image} ${meter}`;

/** What a meter is called in few words: the last part of the vendor's name. */
export const shortMeter = (name: string): string => name.split('.').at(-1) ?? name;

/**
 * The meters of a book in the order of its containers, then by name. The most used ones have an ink of their own, the
 * others share one.
 */
export function metersOf({ totals, months }: UsageBook, order: readonly ImageId[]): readonly MeterLine[] {
  const known = new Map<string, { key: MeterKey; total: bigint }>();
  for (const { image, meter, quantity } of totals)
    known.set(meterId({ image, meter }), { key: { image, meter }, total: quantity });
  for (const { image, meter } of months)
    if (!known.has(meterId({ image, meter })))
      known.set(meterId({ image, meter }), { key: { image, meter }, total: 0n });
  const rank = ({ key: { image } }: { key: MeterKey }): number =>
    order.indexOf(image) + (order.includes(image) ? 0 : 99);
  const all = [...known].map(([id, one]) => ({ id, ...one }));
  all.sort((a, b) => rank(a) - rank(b) || a.key.meter.localeCompare(b.key.meter));
  const most = new Set(
    all
      .toSorted((a, b) => (a.total === b.total ? 0 : a.total > b.total ? -1 : 1))
      .slice(0, SERIES_INKS.length)
      .map(({ id }) => id),
  );
  let next = 0;
  return all.map((one) => ({ ...one, ink: most.has(one.id) ? (SERIES_INKS[next++] ?? 'rest') : 'rest' }));
}
