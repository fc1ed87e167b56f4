import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Month } from '#shared/domain/history.ts';
import { big, type Database, int, maybe, text } from './database.ts';
import type { Line, LineMonth, MeterState, PartState } from './rules/line.ts';
import { NO_READINGS } from './rules/line.ts';
import { monthOf } from './rules/months.ts';

/** A container of a deployment as the history keeps it: what its readings came to, and the names' short numbers. */
export interface KnownPart {
  readonly id: number;
  readonly state: PartState;
  /** The newest row of `reading`, which a reading that says the same makes longer; 0 before the first. */
  readonly readingId: number;
  readonly meters: ReadonlyMap<string, number>;
  /** The reading from which ledger and meters are compared, and what each meter had counted by then. */
  readonly compared: { readonly from: number; readonly base: ReadonlyMap<string, bigint> } | null;
}

/** The row of a part; null where nothing was ever kept of it. */
export function findPart(database: Database, deploymentId: string, image: ImageId): number | null {
  const found = database.get('SELECT id FROM part WHERE deployment = ? AND image = ?', deploymentId, image);
  return found ? int(found['id']) : null;
}

/** The row of a part, made where there is none. */
export const partId = (database: Database, deploymentId: string, image: ImageId): number =>
  findPart(database, deploymentId, image) ??
  database.run('INSERT INTO part (deployment, image) VALUES (?, ?)', deploymentId, image);

/** What the history knows of a part, from its own tables. */
export function loadPart(database: Database, id: number): KnownPart {
  const state = database.get(
    `SELECT s.reading, s.readings, s.stopped_at, s.compared_from, r.until, o.container, o.folder
       FROM part_state s JOIN reading r ON r.id = s.reading JOIN source o ON o.id = r.source WHERE s.part = ?`,
    id,
  );
  if (!state) return { id, state: NO_READINGS, readingId: 0, meters: metersOf(database, id), compared: null };
  const meters = metersOf(database, id);
  const comparedFrom = maybe(int, state['compared_from']);
  return {
    id,
    readingId: int(state['reading']),
    state: {
      readings: int(state['readings']),
      newest: {
        readAt: int(state['until']),
        container: maybe(text, state['container']),
        folder: maybe(text, state['folder']),
      },
      stoppedAt: maybe(int, state['stopped_at']),
      folders: new Set(
        database.all('SELECT DISTINCT folder FROM source WHERE part = ?', id).map(({ folder }) => maybe(text, folder)),
      ),
      meters: meterStates(database, id),
    },
    meters,
    compared: comparedFrom === null ? null : { from: comparedFrom, base: basesOf(database, id) },
  };
}

const metersOf = (database: Database, part: number): Map<string, number> =>
  new Map(
    database
      .all('SELECT id, name FROM meter WHERE part = ? ORDER BY id', part)
      .map(({ id, name }) => [text(name), int(id)]),
  );

const basesOf = (database: Database, part: number): Map<string, bigint> =>
  new Map(
    database
      .all(
        `SELECT m.name, s.compared_base AS base FROM meter_state s JOIN meter m ON m.id = s.meter
          WHERE m.part = ? AND s.compared_base IS NOT NULL`,
        part,
      )
      .map(({ name, base }) => [text(name), big(base)]),
  );

function meterStates(database: Database, part: number): Map<string, MeterState> {
  const months = new Map<string, Map<Month, LineMonth>>();
  for (const row of database.all(
    `SELECT x.meter, x.line, x.month, x.reported, x.counted, x.edge
       FROM line_month x JOIN meter m ON m.id = x.meter WHERE m.part = ? ORDER BY x.month`,
    part,
  )) {
    const key = `${int(row['meter'])} ${int(row['line'])}`;
    const ofLine = months.get(key) ?? new Map<Month, LineMonth>();
    ofLine.set(monthOf(int(row['month'])), {
      reported: maybe(big, row['reported']),
      counted: big(row['counted']),
      edge: big(row['edge']),
    });
    months.set(key, ofLine);
  }
  const meters = new Map<string, { lines: Line[]; seen: bigint }>();
  for (const row of database.all(
    `SELECT m.name, l.meter, l.at, l.folder, l.container, l.last, l.turn, s.seen
       FROM line l JOIN meter m ON m.id = l.meter JOIN meter_state s ON s.meter = m.id
      WHERE m.part = ? ORDER BY l.meter, l.at`,
    part,
  )) {
    const name = text(row['name']);
    const meter = meters.get(name) ?? { lines: [], seen: big(row['seen']) };
    meter.lines.push({
      folder: maybe(text, row['folder']),
      container: maybe(text, row['container']),
      last: big(row['last']),
      turn: int(row['turn']),
      months: months.get(`${int(row['meter'])} ${int(row['at'])}`) ?? new Map(),
    });
    meters.set(name, meter);
  }
  return meters;
}
