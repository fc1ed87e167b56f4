import type { ImageId } from '#shared/domain/catalogue.ts';
import { numberOfDay } from '#shared/rules/days.ts';
import { monthNumber } from '#shared/rules/months.ts';
import { comparisonStart } from '#shared/rules/usage/compare.ts';
import { type Followed, follow, type Read } from '#shared/rules/usage/follow.ts';
import { countedIn } from '#shared/rules/usage/line.ts';
import { DAILY_MS } from '#shared/rules/usage/spans.ts';
import { big, type Database, int } from './database.ts';
import type { KnownPart } from './state.ts';

/** Whose reading it is. */
export interface PartKey {
  readonly deploymentId: string;
  readonly image: ImageId;
}

/**
 * Writes a reading and what the rules make of it; answers what is known of the part then. `firstSentAt`: the first line of
 * the ledger that counts on this container, in ms since 1970. To be called in a transaction. A reading that says the very same as the one before makes that one longer: a container that rests takes no
 * room, and it is still known when it was asked.
 */
export function keepReading(
  database: Database,
  known: KnownPart,
  read: Read,
  firstSentAt: () => number | null,
): { readonly known: KnownPart; readonly followed: Followed } {
  const source = sourceId(database, known.id, read);
  const followed = follow(known.state, read);
  const { readings } = followed.state;
  if (saysTheSame(database, known, read, source, followed)) {
    database.run('UPDATE reading SET until = ?, times = times + 1 WHERE id = ?', read.readAt, known.readingId);
    database.run('UPDATE part_state SET readings = ? WHERE part = ?', readings, known.id);
    return { known: { ...known, state: followed.state }, followed };
  }
  const readingId = database.run(
    'INSERT INTO reading (source, read_at, until, times, running_since) VALUES (?, ?, ?, 1, ?)',
    source,
    read.readAt,
    read.readAt,
    read.runningSince,
  );
  const meters = writeRead(database, known, read, readingId, followed);
  writeFollowed(database, known.id, meters, followed);
  const compared = known.compared ?? comparisonStart(known.state, followed.state, firstSentAt());
  database.run(
    `INSERT INTO part_state (part, reading, readings, stopped_at, compared_from) VALUES (?, ?, ?, NULL, ?)
       ON CONFLICT DO UPDATE SET reading = excluded.reading, readings = excluded.readings, stopped_at = NULL,
         compared_from = excluded.compared_from`,
    known.id,
    readingId,
    readings,
    compared?.from ?? null,
  );
  if (compared && !known.compared)
    for (const [name, base] of compared.base)
      database.run('UPDATE meter_state SET compared_base = ? WHERE meter = ?', base, meters.get(name) ?? null);
  return { known: { id: known.id, readingId, meters, state: followed.state, compared }, followed };
}

function sourceId(database: Database, part: number, { container, folder }: Read): number {
  const found = database.get(
    'SELECT id FROM source WHERE part = ? AND container IS ? AND folder IS ?',
    part,
    container,
    folder,
  );
  return found
    ? int(found['id'])
    : database.run('INSERT INTO source (part, container, folder) VALUES (?, ?, ?)', part, container, folder);
}

function saysTheSame(database: Database, known: KnownPart, read: Read, source: number, followed: Followed): boolean {
  const { newest, stoppedAt } = known.state;
  if (!newest || stoppedAt !== null || read.readAt < newest.readAt || read.readAt - newest.readAt > DAILY_MS)
    return false;
  if (followed.changes.some(({ reported }) => reported.length > 0)) return false;
  const row = database.get('SELECT source, running_since FROM reading WHERE id = ?', known.readingId);
  if (row?.['source'] !== source || row['running_since'] !== read.runningSince) return false;
  const kept = database.all('SELECT meter, quantity FROM total WHERE reading = ?', known.readingId);
  if (kept.length !== read.totals.length) return false;
  const quantities = new Map(kept.map(({ meter, quantity }) => [int(meter), big(quantity)]));
  return read.totals.every(({ name, quantity }) => quantities.get(known.meters.get(name) ?? -1) === quantity);
}

/** The raw values: all totals, and the months that say something else than before. */
function writeRead(
  database: Database,
  known: KnownPart,
  read: Read,
  readingId: number,
  { changes }: Followed,
): ReadonlyMap<string, number> {
  const meters = new Map(known.meters);
  const idOf = (name: string): number => {
    const found = meters.get(name) ?? database.run('INSERT INTO meter (part, name) VALUES (?, ?)', known.id, name);
    meters.set(name, found);
    return found;
  };
  for (const { name, quantity } of read.totals)
    database.run('INSERT INTO total (reading, meter, quantity) VALUES (?, ?, ?)', readingId, idOf(name), quantity);
  const fresh = new Map(changes.map(({ meter, reported }) => [meter, new Set(reported)]));
  // A meter that the totals do not name belongs to no line, and so is never known from before.
  for (const { month, meters: values } of read.months)
    for (const { name, quantity } of values)
      if (fresh.get(name)?.has(month) ?? true)
        database.run(
          'INSERT INTO month_value (reading, meter, month, quantity) VALUES (?, ?, ?, ?)',
          readingId,
          idOf(name),
          monthNumber(month),
          quantity,
        );
  return meters;
}

/** What the rules made of it. */
function writeFollowed(
  database: Database,
  part: number,
  meters: ReadonlyMap<string, number>,
  { changes, days, drops, gap, state }: Followed,
): void {
  const idOf = (name: string): number => meters.get(name) ?? 0;
  for (const { meter, at, line, months } of changes) {
    const id = idOf(meter);
    database.run(
      `INSERT INTO line (meter, at, folder, container, last, turn) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET folder = excluded.folder, container = excluded.container, last = excluded.last,
           turn = excluded.turn`,
      id,
      at,
      line.folder,
      line.container,
      line.last,
      line.turn,
    );
    for (const month of months) {
      const value = line.months.get(month);
      if (value)
        database.run(
          `INSERT INTO line_month (meter, line, month, reported, counted, edge) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET reported = excluded.reported, counted = excluded.counted, edge = excluded.edge`,
          id,
          at,
          monthNumber(month),
          value.reported,
          value.counted,
          value.edge,
        );
    }
    database.run(
      'INSERT INTO meter_state (meter, seen) VALUES (?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen',
      id,
      state.meters.get(meter)?.seen ?? line.last,
    );
  }
  for (const { meter, from, to, quantity } of days)
    database.run(
      `INSERT INTO day (meter, first, more, quantity) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
      idOf(meter),
      numberOfDay(from),
      numberOfDay(to) - numberOfDay(from),
      quantity,
    );
  for (const { meter, at, before, after, why } of drops)
    database.run(
      'INSERT INTO drop_seen (meter, at, before, after, why) VALUES (?, ?, ?, ?, ?)',
      idOf(meter),
      at,
      before,
      after,
      why,
    );
  if (gap) database.run('INSERT INTO gap (part, since, until) VALUES (?, ?, ?)', part, gap.from, gap.to);
}

/** What a part's meters counted in all. */
export const totalsOf = ({ state }: KnownPart): { readonly meter: string; readonly quantity: bigint }[] =>
  [...state.meters].map(([meter, one]) => ({ meter, quantity: countedIn(one) }));
