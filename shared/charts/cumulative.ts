import { axisWidth, quantityAxis, ticks } from './axis.ts';
import { titleOfDay } from './buckets.ts';
import { firstDayOf, monthName, monthOfDay } from './months.ts';
import { type Mark, type Scene, type Spot, textWidth, through } from './scene.ts';

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

export interface CumulativeInput {
  readonly terms: readonly TermView[];
  readonly width: number;
  readonly height: number;
  readonly words: {
    readonly bought: (term: TermView) => string;
    readonly read: (day: string) => string;
    readonly out: (day: string) => string;
  };
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

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const shortDay = (day: number): string => dayAndMonth.format(new Date(day * 86_400_000));

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
  const steps = ticks(most.reduce((a, b) => Math.max(a, b), 0));
  const frame = { left: axisWidth(steps), top: 22, right: width - 12, bottom: height - 38 };
  const x = (day: number): number =>
    frame.left + ((day - first) / Math.max(1, last - first)) * (frame.right - frame.left);
  const y = (value: number): number => frame.bottom - (value / (steps.at(-1) ?? 1)) * (frame.bottom - frame.top);
  /** A day's end, which is where what was used by then stands. */
  const end = (day: number): number => x(day + 1);
  const marks: Mark[] = [...quantityAxis(steps, frame, y), ...monthAxis(first, last, x, frame.bottom)];
  for (const term of terms) marks.push(...termMarks(term));
  for (const [at, term] of terms.entries()) marks.push(...termLabels(term, at));
  const spots = termPoints(terms).map(({ day, used, ahead }): Spot => {
    const height = 11;
    return { x: end(day) - 5.5, y: y(used ?? ahead?.likely ?? 0) - height / 2, width: 11, height };
  });
  return { width, height, marks, spots };

  function termMarks(term: TermView): Mark[] {
    const out: Mark[] = [];
    const usedLine = [
      [x(term.first), y(0)] as const,
      ...term.used.map(({ day, value }) => [end(day), y(value)] as const),
    ];
    const { ahead, whatIf } = term;
    if (usedLine.length > 1) {
      const tail = usedLine.at(-1) ?? [0, 0];
      out.push({ kind: 'area', d: `${through(usedLine)}L${tail[0].toFixed(1)} ${y(0)}Z`, ink: 'used', opacity: 0.1 });
    }
    if (ahead.length > 1) {
      const up = ahead.map(({ day, high }) => [end(day), y(high)] as const);
      const down = ahead.map(({ day, low }) => [end(day), y(low)] as const).toReversed();
      out.push({ kind: 'area', d: `${through([...up, ...down])}Z`, ink: 'band', opacity: 0.55 });
    }
    out.push({
      kind: 'line',
      d: through([
        [x(term.first), y(0)],
        [x(term.last + 1), y(term.bought)],
      ]),
      ink: 'pace',
      width: 1.25,
      dash: '2 4',
    });
    out.push({
      kind: 'line',
      d: through([
        [x(term.first), y(term.bought)],
        [x(term.last + 1), y(term.bought)],
      ]),
      ink: 'bought',
      width: 1.75,
    });
    for (const edge of [term.first, term.last + 1])
      out.push({
        kind: 'line',
        d: through([
          [x(edge), frame.top],
          [x(edge), frame.bottom],
        ]),
        ink: 'axis',
        width: 1,
      });
    if (whatIf.length > 1)
      out.push({
        kind: 'line',
        d: through(whatIf.map(({ day, likely }) => [end(day), y(likely)])),
        ink: 'whatIf',
        width: 2,
        dash: '6 4',
      });
    if (ahead.length > 1)
      out.push({
        kind: 'line',
        d: through(ahead.map(({ day, likely }) => [end(day), y(likely)])),
        ink: 'used',
        width: 2,
        dash: '6 4',
      });
    if (usedLine.length > 1) out.push({ kind: 'line', d: through(usedLine), ink: 'used', width: 2.5 });
    return out;
  }

  function termLabels(term: TermView, at: number): Mark[] {
    const out: Mark[] = [];
    const label = words.bought(term);
    const room = x(term.last + 1) - x(term.first);
    if (textWidth(label) < room)
      out.push({
        kind: 'text',
        x: x(term.first) + 6,
        y: y(term.bought) - 6,
        text: label,
        ink: 'text',
        anchor: 'start',
        strong: true,
      });
    if (terms.length > 1 && textWidth(term.name) < room)
      out.push({ kind: 'text', x: x(term.first) + 6, y: 12, text: term.name, ink: 'muted', anchor: 'start' });
    const inside = term.readOn !== null && term.readOn >= term.first && term.readOn <= term.last;
    if (inside && term.readOn !== null && at >= 0) {
      const reached = term.used.at(-1)?.value ?? 0;
      out.push({ kind: 'area', d: disc(end(term.readOn), y(reached), 4), ink: 'used' });
      const words_ = words.read(shortDay(term.readOn));
      const right = end(term.readOn) + 8 + textWidth(words_) < frame.right;
      out.push({
        kind: 'text',
        x: end(term.readOn) + (right ? 8 : -8),
        y: y(reached) + 16,
        text: words_,
        ink: 'muted',
        anchor: right ? 'start' : 'end',
      });
    }
    if (term.runsOut) {
      const { earliest, likely, latest } = term.runsOut;
      const level = y(term.bought);
      const from = end(earliest ?? likely);
      const to = latest === null ? x(term.last + 1) : end(latest);
      out.push({
        kind: 'line',
        d: through([
          [end(likely), level],
          [end(likely), frame.bottom],
        ]),
        ink: 'used',
        width: 1.25,
        dash: '1.5 4',
      });
      out.push({
        kind: 'line',
        d: through([
          [from, level],
          [to, level],
        ]),
        ink: 'used',
        width: 5,
      });
      out.push({ kind: 'area', d: disc(end(likely), level, 5.5), ink: 'surface' });
      out.push({ kind: 'area', d: disc(end(likely), level, 4), ink: 'used' });
      const text = words.out(shortDay(likely));
      const right = end(likely) + 10 + textWidth(text) < frame.right;
      out.push({
        kind: 'text',
        x: end(likely) + (right ? 8 : -8),
        y: frame.bottom - 8,
        text,
        ink: 'text',
        anchor: right ? 'start' : 'end',
        strong: true,
      });
    }
    return out;
  }
}

const disc = (x: number, y: number, r: number): string =>
  `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

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
  `${titleOfDay(first)} to ${titleOfDay(last)}`;
