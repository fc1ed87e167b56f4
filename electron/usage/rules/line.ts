import type { Month } from '#shared/domain/history.ts';

/** What is known of one month of a line. */
export interface LineMonth {
  /** What the month's own route said last; null where it was never answered. */
  readonly reported: bigint | null;
  /** What differences of totals say, each counted for the month with the middle between its two readings. */
  readonly counted: bigint;
  /** Of all these differences, those that may belong to this month or to another: `counted` is off by this at most. */
  readonly edge: bigint;
}

/**
 * An unbroken run of one meter: its total only ever rises. A drop begins a new line, so what a meter counted in all is the
 * sum of its lines' last values: nothing twice, nothing lost.
 */
export interface Line {
  readonly folder: string | null;
  /** The container that reported it last. */
  readonly container: string | null;
  readonly last: bigint;
  /** The number of the newest reading that it was in: clocks are set back, this is not. A new container goes on from the newest. */
  readonly turn: number;
  readonly months: ReadonlyMap<Month, LineMonth>;
}

/** One meter of one container. Lines in the order of their beginning. */
export interface MeterState {
  readonly lines: readonly Line[];
  /** The total as it was reported last, whatever line it was of. */
  readonly seen: bigint;
}

/** What has to be remembered of a container's readings to understand the next one. */
export interface PartState {
  /** How often it was read. */
  readonly readings: number;
  /** The newest reading: when, and where it came from; null before the first. */
  readonly newest: {
    readonly readAt: number;
    readonly container: string | null;
    readonly folder: string | null;
  } | null;
  /** Output folders that were read so far. */
  readonly folders: ReadonlySet<string | null>;
  /** When the container was seen not running after its newest reading; null while it runs or should. */
  readonly stoppedAt: number | null;
  readonly meters: ReadonlyMap<string, MeterState>;
}

export const NO_READINGS: PartState = {
  readings: 0,
  newest: null,
  folders: new Set(),
  stoppedAt: null,
  meters: new Map(),
};

const NO_MONTH: LineMonth = { reported: null, counted: 0n, edge: 0n };

/** `months` with one of them changed. */
export function withMonth(
  months: ReadonlyMap<Month, LineMonth>,
  month: Month,
  change: (known: LineMonth) => LineMonth,
): ReadonlyMap<Month, LineMonth> {
  return new Map(months).set(month, change(months.get(month) ?? NO_MONTH));
}

/** All that a meter ever counted. */
export const countedIn = ({ lines }: MeterState): bigint => lines.reduce((sum, { last }) => sum + last, 0n);
