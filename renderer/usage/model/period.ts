import { monthName, monthTitle } from './months.ts';

/** How much of the history is in view. Up to a quarter is shown by day, more by month. */
export const ZOOMS = ['month', 'quarter', 'year', 'all'] as const;
export type Zoom = (typeof ZOOMS)[number];

/** Months in view or in all, both ends included, as numbers of `months.ts`. */
export interface Months {
  readonly first: number;
  readonly last: number;
}

export interface Period extends Months {
  readonly zoom: Zoom;
}

const LENGTHS = { month: 1, quarter: 3, year: 12 } as const;

/** How many months a zoom shows of a history. */
export const lengthOf = (zoom: Zoom, { first, last }: Months): number =>
  zoom === 'all' ? last - first + 1 : LENGTHS[zoom];

/** The period of this zoom that ends with `last`, moved so that it lies within the history where that is long enough. */
export function periodEnding(zoom: Zoom, last: number, history: Months): Period {
  const length = lengthOf(zoom, history);
  const end = Math.min(Math.max(last, history.first + length - 1), history.last);
  return { zoom, first: Math.max(end - length + 1, Math.min(history.first, end)), last: end };
}

/** A history that is at least a year long: a young one stands at its end, where the next months will join it. */
export const atLeastAYear = ({ first, last }: Months): Months => ({ first: Math.min(first, last - 11), last });

/** Moves a period by months, no further than the history goes. */
export const pan = (period: Period, months: number, history: Months): Period =>
  periodEnding(period.zoom, period.last + months, history);

/** Another zoom on the same newest month. */
export const zoomTo = (zoom: Zoom, { last }: Period, history: Months): Period => periodEnding(zoom, last, history);

/** `November 2026`, `Dec 2025 – Nov 2026`, `Jan – Nov 2026`. */
export function periodTitle({ first, last }: Months): string {
  if (first === last) return monthTitle(first);
  const [from, to] = [Math.floor(first / 12), Math.floor(last / 12)];
  return `${monthName(first)}${from === to ? '' : ` ${from}`} – ${monthName(last)} ${to}`;
}
