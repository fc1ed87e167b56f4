import { numberOfDay } from '#shared/rules/days.ts';
import type { Database } from './database.ts';
import type { Followed } from './rules/follow.ts';
import type { Span } from './rules/gaps.ts';
import { monthNumber } from './rules/months.ts';
import type { KnownPart } from './state.ts';

/** What the rules made of one more reading. To be called in a transaction. */
export function writeFollowed(
  database: Database,
  { id: part, meters }: KnownPart,
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
  if (gap) writeGap(database, part, gap);
}

export const writeGap = (database: Database, part: number, gap: Span): void =>
  void database.run('INSERT INTO gap (part, since, until) VALUES (?, ?, ?)', part, gap.from, gap.to);

/** What is remembered of a part: its newest reading, how many there were, and where comparing with the ledger began. */
export function writeState(database: Database, { id, readingId, meters, state, compared }: KnownPart): void {
  database.run(
    `INSERT INTO part_state (part, reading, readings, stopped_at, compared_from) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reading = excluded.reading, readings = excluded.readings,
         stopped_at = excluded.stopped_at, compared_from = excluded.compared_from`,
    id,
    readingId,
    state.readings,
    state.stoppedAt,
    compared?.from ?? null,
  );
  for (const [name, base] of compared?.base ?? [])
    database.run(
      'UPDATE meter_state SET compared_base = ? WHERE meter = ? AND compared_base IS NULL',
      base,
      meters.get(name) ?? null,
    );
}

/** All that is derived, gone: to be made again. */
export const clearDerived = (database: Database): void =>
  database.exec(`DELETE FROM part_state; DELETE FROM line; DELETE FROM line_month; DELETE FROM meter_state;
    DELETE FROM day; DELETE FROM drop_seen; DELETE FROM gap;`);
