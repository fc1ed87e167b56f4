import type { Day, MeterDrop, MeterReading, Month } from '#shared/domain/history.ts';
import { chooseLine, type Source } from './choose-line.ts';
import { gapBefore, type Span } from './gaps.ts';
import { type Line, type MeterState, type PartState, withMonth } from './line.ts';
import { monthAt } from './months.ts';
import { daysBetweenReadings, monthsBetweenReadings } from './spans.ts';

/**
 * The version of these rules. To be raised when a change makes other numbers of the same readings: the history then makes all
 * that it derived again.
 */
export const RULES = 2;

/** A reading as the rules take it: times in ms since 1970. */
export interface Read extends Source {
  readonly readAt: number;
  /** Since when the container ran at that time; null where it is not known. */
  readonly runningSince: number | null;
  readonly totals: readonly MeterReading[];
  readonly months: readonly { readonly month: Month; readonly meters: readonly MeterReading[] }[];
}

/** A line that a reading changed or began; `at` is its index among the meter's lines. */
export interface LineChange {
  readonly meter: string;
  readonly at: number;
  readonly line: Line;
  /** Months of which something is known now that was not before. */
  readonly months: readonly Month[];
  /** Of these, the ones whose own route said something else than before. */
  readonly reported: readonly Month[];
}

/** What one more reading tells. */
export interface Followed {
  readonly state: PartState;
  readonly changes: readonly LineChange[];
  readonly days: readonly { readonly meter: string; readonly from: Day; readonly to: Day; readonly quantity: bigint }[];
  readonly drops: readonly (Pick<MeterDrop, 'meter' | 'before' | 'after' | 'why'> & { readonly at: number })[];
  readonly gap: Span | null;
}

/**
 * Follows one container's readings, in the order in which they were made: `state` is what all before this one said. A meter
 * that a reading does not name is taken as not told, not as zero.
 */
export function follow(state: PartState, read: Read): Followed {
  const changes: LineChange[] = [];
  const days: Followed['days'][number][] = [];
  const drops: Followed['drops'][number][] = [];
  const meters = new Map(state.meters);
  for (const { name, quantity } of read.totals) {
    const known: MeterState = state.meters.get(name) ?? { lines: [], seen: 0n };
    const months = monthsOf(read, name);
    const current = monthAt(read.readAt);
    const chosen = chooseLine(known, read, { total: quantity, months, current }, state.folders);
    const line = chosen === null ? undefined : known.lines[chosen];
    if (!line && known.lines.length > 0)
      drops.push({ meter: name, at: read.readAt, before: known.seen, after: quantity, why: whyDropped(known, read) });
    const added = quantity - (line?.last ?? 0n);
    const turn = state.readings + 1;
    const next = goOn({
      line,
      turn,
      read,
      last: quantity,
      reported: months,
      added,
      before: state.newest?.readAt ?? null,
    });
    const at = chosen ?? known.lines.length;
    changes.push({ meter: name, at, line: next.line, months: next.touched, reported: next.reported });
    if (next.days > 0n && state.newest)
      days.push({ meter: name, ...daysBetweenReadings(state.newest.readAt, read.readAt), quantity: next.days });
    meters.set(name, { lines: known.lines.toSpliced(at, 1, next.line), seen: quantity });
  }
  const { readAt, container, folder } = read;
  return {
    state: {
      readings: state.readings + 1,
      newest: { readAt, container, folder },
      folders: withFolder(state, folder),
      stoppedAt: null,
      meters,
    },
    changes,
    days,
    drops,
    gap: gapBefore(state, read),
  };
}

interface Step {
  readonly line: Line | undefined;
  readonly turn: number;
  readonly read: Read;
  readonly last: bigint;
  readonly reported: ReadonlyMap<Month, bigint>;
  readonly added: bigint;
  /** The reading before, in ms since 1970. */
  readonly before: number | null;
}

/** The line after this reading, which of its months that touched, and how much of what was added the days tell of. */
function goOn({ line, turn, read, last, reported, added, before }: Step): {
  readonly line: Line;
  readonly touched: readonly Month[];
  readonly reported: readonly Month[];
  readonly days: bigint;
} {
  let months = line?.months ?? new Map();
  const touched = new Set<Month>();
  const change: typeof withMonth = (from, month, by) => {
    touched.add(month);
    return withMonth(from, month, by);
  };
  const fresh = [...reported].flatMap(([month, said]) => (months.get(month)?.reported === said ? [] : [month]));
  for (const month of fresh)
    months = change(months, month, (one) => ({ ...one, reported: reported.get(month) ?? null }));
  let told = before === null ? 0n : added;
  if (added > 0n) {
    if (before === null) {
      // Used before anyone read it: nobody can tell when, except the months' own route.
      months = change(months, monthAt(read.readAt), (one) => ({ ...one, edge: one.edge + added }));
    } else {
      // A folder that comes with records of months long over was not filled since the last reading.
      if (!line) told -= least(olderThan(reported, monthAt(before)), added);
      const { month, edges } = monthsBetweenReadings(before, read.readAt);
      const counted = told;
      months = change(months, month, (one) => ({ ...one, counted: one.counted + counted }));
      for (const edge of edges) months = change(months, edge, (one) => ({ ...one, edge: one.edge + counted }));
    }
  }
  return {
    line: { folder: read.folder, container: read.container, last, turn, months },
    touched: [...touched],
    reported: fresh,
    days: told,
  };
}

function monthsOf({ months }: Read, meter: string): ReadonlyMap<Month, bigint> {
  return new Map(
    months.flatMap(({ month, meters }) => {
      const found = meters.find(({ name }) => name === meter);
      return found ? [[month, found.quantity] as const] : [];
    }),
  );
}

const olderThan = (reported: ReadonlyMap<Month, bigint>, month: Month): bigint =>
  [...reported].reduce((sum, [one, quantity]) => (one < month ? sum + quantity : sum), 0n);

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const withFolder = ({ folders }: PartState, folder: string | null): PartState['folders'] =>
  folders.has(folder) ? folders : new Set([...folders, folder]);

/** Why a total went down, as far as what changed since the meter was named last tells. */
function whyDropped({ lines }: MeterState, { container, folder }: Source): MeterDrop['why'] {
  const newest = lines.toSorted((a, b) => b.turn - a.turn)[0];
  const changed = (before: string | null, after: string | null): boolean =>
    before !== null && after !== null && before !== after;
  if (newest && changed(newest.folder, folder)) return 'another-output-folder';
  return newest && changed(newest.container, container) ? 'another-container' : 'unknown';
}
