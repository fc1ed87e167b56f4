import type { ImageId } from '#shared/domain/catalogue.ts';
import type { MeterDays } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { big, type Database, int, maybe, text } from './database.ts';
import type { KnownPart } from './state.ts';

/**
 * Use by day of each meter of a part. One text for each meter, put together by the database: handing over every day by
 * itself takes several times as long.
 */
export function loadDays(database: Database, image: ImageId, { meters }: KnownPart): readonly MeterDays[] {
  return [...meters].flatMap(([meter, id]) => {
    const spans = database.all('SELECT first, more, quantity FROM day WHERE meter = ? AND more > 0 ORDER BY first', id);
    const single = database.get(
      `SELECT MIN(first) AS first, GROUP_CONCAT(first || ':' || quantity, ' ') AS days
         FROM day WHERE meter = ? AND more = 0`,
      id,
    );
    const spread = spans.map(({ first, more, quantity }) => ({
      from: dayOf(int(first)),
      to: dayOf(int(first) + int(more)),
      quantity: big(quantity),
    }));
    const from = maybe(int, single?.['first'] ?? null) ?? maybe(int, spans[0]?.['first'] ?? null);
    if (from === null) return [];
    const quantities = columnOf(maybe(text, single?.['days'] ?? null), from);
    return [{ image, meter, from: dayOf(from), quantities, spread }];
  });
}

/** `20781:12 20783:4` as one quantity for each day from `from` on. */
function columnOf(days: string | null, from: number): bigint[] {
  if (days === null) return [];
  const told = days.split(' ').map((one) => one.split(':'));
  const last = told.reduce((most, [day]) => Math.max(most, Number(day)), from);
  const quantities = new Array<bigint>(last - from + 1).fill(0n);
  for (const [day, quantity] of told) quantities[Number(day) - from] = BigInt(quantity ?? 0);
  return quantities;
}
