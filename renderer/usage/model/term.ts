/** A quantity at the end of a day. */
export interface Reached {
  readonly day: number;
  readonly value: number;
}

/** A day ahead: eight of ten futures lie between `low` and `high`. */
export interface Ahead {
  readonly day: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** One term of a commitment as it is drawn; day numbers, the last day included. */
export interface TermView {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly bought: number;
  readonly used: readonly Reached[];
  readonly ahead: readonly Ahead[];
  readonly whatIf: readonly Ahead[];
  readonly runsOut: {
    readonly earliest: number | null;
    readonly likely: number;
    readonly latest: number | null;
  } | null;
  /** The day of the newest reading; null before the first. */
  readonly readOn: number | null;
}

/** What stands in the chart, in the operator's words. */
export interface TermWords {
  readonly bought: (term: TermView) => string;
  readonly read: (day: string) => string;
  readonly out: (day: string) => string;
}
