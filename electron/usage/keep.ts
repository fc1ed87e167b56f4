import type { ImageId } from '#shared/domain/catalogue.ts';
import { big, type Database, int } from './database.ts';
import { writeFollowed, writeState } from './derived.ts';
import { comparisonStart, type SentTimes } from './rules/compare.ts';
import { type Followed, follow, type Read } from './rules/follow.ts';
import { monthNumber } from './rules/months.ts';
import { DAILY_MS } from './rules/spans.ts';
import type { KnownPart } from './state.ts';

/** Whose reading it is. */
export interface PartKey {
  readonly deploymentId: string;
  readonly image: ImageId;
}

/**
 * Writes a reading and what the rules make of it; answers what is known of the part then. `sent`: when documents were sent
 * that count on this container. To be called in a transaction. A reading that says the very same as the one before makes
 * that one longer: a container that rests takes no room, and it is still known when it was asked.
 */
export function keepReading(
  database: Database,
  known: KnownPart,
  read: Read,
  sent: () => SentTimes,
): { readonly known: KnownPart; readonly followed: Followed } {
  const source = sourceOf(database, known.id, read);
  const followed = follow(known.state, read);
  const { readings } = followed.state;
  const compared = known.compared ?? comparisonStart(known.state, followed.state, sent());
  // Where comparing with the ledger begins, the reading before it has to stay where it is.
  if (compared === known.compared && saysTheSame(database, known, read, source.id, followed)) {
    database.run('UPDATE reading SET until = ?, times = times + 1 WHERE id = ?', read.readAt, known.readingId);
    database.run('UPDATE part_state SET readings = ? WHERE part = ?', readings, known.id);
    return { known: { ...known, state: followed.state }, followed };
  }
  const readingId = database.run(
    'INSERT INTO reading (source, read_at, until, times, running_since) VALUES (?, ?, ?, 1, ?)',
    source.id,
    read.readAt,
    read.readAt,
    read.runningSince,
  );
  const meters = writeRead(database, known, read, { id: readingId, isFirst: source.isNew }, followed);
  const after = { id: known.id, readingId, meters, state: followed.state, compared };
  writeFollowed(database, after, followed);
  writeState(database, after);
  return { known: after, followed };
}

function sourceOf(
  database: Database,
  part: number,
  { container, folder }: Read,
): { readonly id: number; readonly isNew: boolean } {
  const found = database.get(
    'SELECT id FROM source WHERE part = ? AND container IS ? AND folder IS ?',
    part,
    container,
    folder,
  );
  if (found) return { id: int(found['id']), isNew: false };
  const id = database.run('INSERT INTO source (part, container, folder) VALUES (?, ?, ?)', part, container, folder);
  return { id, isNew: true };
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

/** The raw values: all totals, and the months that say something else than before, or all from a new place. */
function writeRead(
  database: Database,
  known: KnownPart,
  read: Read,
  reading: { readonly id: number; readonly isFirst: boolean },
  { changes }: Followed,
): ReadonlyMap<string, number> {
  const meters = new Map(known.meters);
  const idOf = (name: string): number => {
    const found = meters.get(name) ?? database.run('INSERT INTO meter (part, name) VALUES (?, ?)', known.id, name);
    meters.set(name, found);
    return found;
  };
  for (const { name, quantity } of read.totals)
    database.run('INSERT INTO total (reading, meter, quantity) VALUES (?, ?, ?)', reading.id, idOf(name), quantity);
  const fresh = new Map(changes.map(({ meter, reported }) => [meter, new Set(reported)]));
  // A meter that the totals do not name belongs to no line, and so is never known from before.
  for (const { month, meters: values } of read.months)
    for (const { name, quantity } of values)
      if (reading.isFirst || (fresh.get(name)?.has(month) ?? true))
        database.run(
          'INSERT INTO month_value (reading, meter, month, quantity) VALUES (?, ?, ?, ?)',
          reading.id,
          idOf(name),
          monthNumber(month),
          quantity,
        );
  return meters;
}
