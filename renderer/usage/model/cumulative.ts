import { scaleLinear } from 'd3-scale';
import { axisWidth, quantityAxis, quantityScale, ticks } from './axis.ts';
import { dayTitle, firstDayOf, monthName, monthOfDay } from './months.ts';
import type { Mark, Scene, Spot } from './scene.ts';
import type { Ahead, TermView, TermWords } from './term.ts';
import { termLabels, termMarks } from './term-marks.ts';

export interface CumulativeInput {
  readonly terms: readonly TermView[];
  readonly width: number;
  readonly height: number;
  readonly words: TermWords;
}

/** One point of the chart: a day of a term, with what is known of it. */
export interface TermPoint {
  readonly term: TermView;
  readonly day: number;
  readonly used: number | null;
  readonly ahead: Ahead | null;
  readonly whatIf: Ahead | null;
}

/** The points that are told, in the order of time; the spots of {@link cumulativeScene} follow them. */
export const termPoints = (terms: readonly TermView[]): readonly TermPoint[] =>
  terms.flatMap((term) => [
    ...term.used.map(({ day, value }) => ({ term, day, used: value, ahead: null, whatIf: null })),
    ...term.ahead.slice(1).map((ahead, at) => ({
      term,
      day: ahead.day,
      used: null,
      ahead,
      whatIf: term.whatIf[at + 1] ?? null,
    })),
  ]);

/** What an even use of the whole would have reached by the end of a day. */
export const evenPace = ({ first, last, bought }: TermView, day: number): number =>
  (bought * Math.max(0, Math.min(day, last) - first + 1)) / (last - first + 1);

/**
 * What was used in each term against what was bought: the bought line, the even pace, the forecast with its band, the line of
 * a what-if, the ends of terms, and the day it runs out.
 */
export function cumulativeScene({ terms, width, height, words }: CumulativeInput): Scene {
  const first = terms[0]?.first ?? 0;
  const last = (terms.at(-1)?.last ?? 0) + 1;
  const most = terms.flatMap(({ bought, used, ahead, whatIf }) => [
    bought,
    used.at(-1)?.value ?? 0,
    ahead.at(-1)?.high ?? 0,
    whatIf.at(-1)?.likely ?? 0,
  ]);
  const [top, bottom] = [22, height - 38];
  const y = quantityScale(Math.max(0, ...most), { top, bottom });
  const steps = ticks(y);
  const frame = { left: axisWidth(steps), top, right: width - 12, bottom };
  const x = scaleLinear([first, Math.max(first + 1, last)], [frame.left, frame.right]);
  const place = { frame, x, y, end: (day: number): number => x(day + 1) };
  const marks: Mark[] = [
    ...quantityAxis(steps, frame, y),
    ...monthAxis(first, last, x, frame.bottom),
    ...terms.flatMap((term) => termMarks(term, place)),
    ...terms.flatMap((term) => termLabels(term, place, words, terms.length > 1)),
  ];
  const spots = termPoints(terms).map(
    ({ day, used, ahead }): Spot => ({
      x: place.end(day) - SPOT / 2,
      y: y(used ?? ahead?.likely ?? 0) - SPOT / 2,
      width: SPOT,
      height: SPOT,
    }),
  );
  return { width, height, marks, spots };
}

const SPOT = 11;

/** Months along the bottom, as many as have room; the year under the first and each January. */
function monthAxis(first: number, last: number, x: (day: number) => number, bottom: number): Mark[] {
  const marks: Mark[] = [];
  const from = monthOfDay(first);
  const to = monthOfDay(last - 1);
  const slot = (x(last) - x(first)) / Math.max(1, to - from + 1);
  const every = [1, 2, 3, 6, 12].find((step) => step * slot >= 30) ?? 12;
  for (let month = from; month <= to; month++) {
    const start = Math.max(first, firstDayOf(month));
    const middle = (x(start) + x(Math.min(last, firstDayOf(month + 1)))) / 2;
    if (month > from) marks.push({ kind: 'line', d: `M${x(start).toFixed(1)} ${bottom}v4`, ink: 'axis', width: 1 });
    if ((month % 12) % every === 0)
      marks.push({ kind: 'text', x: middle, y: bottom + 18, text: monthName(month), ink: 'muted', anchor: 'middle' });
    if (month % 12 === 0 || month === from)
      marks.push({
        kind: 'text',
        x: middle,
        y: bottom + 34,
        text: String(Math.floor(month / 12)),
        ink: 'muted',
        anchor: 'middle',
      });
  }
  return marks;
}

/** The axis in words, for the note of a saved picture. */
export const spanTitle = ({ first, last }: Pick<TermView, 'first' | 'last'>): string =>
  `${dayTitle(first)} to ${dayTitle(last)}`;
