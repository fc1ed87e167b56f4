import type { Frame } from './axis.ts';
import { dayName } from './months.ts';
import { between, DASHES, type Mark, type Point, textWidth, through } from './scene.ts';
import type { TermView, TermWords } from './term.ts';

/** Where days and quantities stand in the chart. */
export interface Place {
  readonly frame: Frame;
  /** The beginning of a day. */
  readonly x: (day: number) => number;
  /** The end of a day, which is where what was used by then stands. */
  readonly end: (day: number) => number;
  readonly y: (value: number) => number;
}

type Stroke = Omit<Extract<Mark, { kind: 'line' }>, 'kind' | 'd'>;

const line = (points: readonly Point[], stroke: Stroke): Mark => ({ kind: 'line', d: through(points), ...stroke });

const disc = ([x, y]: Point, r: number): string =>
  `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/** The lines and areas of one term, from the back to the front. */
export function termMarks(term: TermView, { frame, x, end, y }: Place): readonly Mark[] {
  const { first, last, bought, ahead, whatIf } = term;
  const start: Point = [x(first), y(0)];
  const used: readonly Point[] = [start, ...term.used.map(({ day, value }): Point => [end(day), y(value)])];
  const high = ahead.map(({ day, high: value }): Point => [end(day), y(value)]);
  const low = ahead.map(({ day, low: value }): Point => [end(day), y(value)]);
  const likely = (path: TermView['ahead']): readonly Point[] => path.map((one) => [end(one.day), y(one.likely)]);
  const edge = (day: number): Mark =>
    line(
      [
        [x(day), frame.top],
        [x(day), frame.bottom],
      ],
      { ink: 'axis', width: 1 },
    );
  const some = <T extends Mark>(wanted: boolean, mark: T): readonly T[] => (wanted ? [mark] : []);
  const dash = DASHES.dashed;
  return [
    ...some(used.length > 1, {
      kind: 'area',
      d: between(
        used,
        used.map(([at]): Point => [at, y(0)]),
      ),
      ink: 'used',
      opacity: 0.1,
    }),
    ...some(ahead.length > 1, {
      kind: 'area',
      d: between(high, low),
      ink: 'band',
      opacity: 0.55,
    }),
    line([start, [x(last + 1), y(bought)]], { ink: 'pace', width: 1.25, dash: DASHES.dotted }),
    line(
      [
        [x(first), y(bought)],
        [x(last + 1), y(bought)],
      ],
      { ink: 'bought', width: 1.75 },
    ),
    edge(first),
    edge(last + 1),
    ...some(whatIf.length > 1, line(likely(whatIf), { ink: 'whatIf', width: 2, dash })),
    ...some(ahead.length > 1, line(likely(ahead), { ink: 'used', width: 2, dash })),
    ...some(used.length > 1, line(used, { ink: 'used', width: 2.5 })),
  ];
}

/** What stands beside the lines: the quantity bought, the newest reading, the day it runs out; names where terms are many. */
export function termLabels(term: TermView, place: Place, words: TermWords, named: boolean): readonly Mark[] {
  const { x, y } = place;
  const room = x(term.last + 1) - x(term.first);
  const fits = (text: string): boolean => textWidth(text) < room;
  const bought = words.bought(term);
  const at = { kind: 'text', x: x(term.first) + 6, anchor: 'start' } as const;
  return [
    ...(fits(bought)
      ? [{ ...at, y: y(term.bought) - 6, text: bought, ink: 'text', strong: true, halo: true } as const]
      : []),
    ...(named && fits(term.name) ? [{ ...at, y: 12, text: term.name, ink: 'muted' } as const] : []),
    ...readLabel(term, place, words),
    ...outLabel(term, place, words),
  ];
}

type Look = Pick<Extract<Mark, { kind: 'text' }>, 'ink' | 'strong'>;

/** A text at the right of a place, at its left where there is no room. */
function beside(text: string, [x, y]: Point, right: number, look: Look): Mark {
  const fits = x + 10 + textWidth(text) < right;
  return { kind: 'text', x: x + (fits ? 8 : -8), y, text, anchor: fits ? 'start' : 'end', halo: true, ...look };
}

/** The newest reading: a dot on its line, its day at the foot, where no line comes by. */
function readLabel(
  { first, last, used, readOn }: TermView,
  { frame, x, end, y }: Place,
  words: TermWords,
): readonly Mark[] {
  if (readOn === null || readOn < first || readOn > last) return [];
  const text = words.read(dayName(readOn));
  const before = end(readOn) - x(first) > textWidth(text) + 40;
  const place = before
    ? { x: end(readOn) - 8, anchor: 'end' as const }
    : { x: end(readOn) + 8, anchor: 'start' as const };
  return [
    { kind: 'area', d: disc([end(readOn), y(used.at(-1)?.value ?? 0)], 4), ink: 'used' },
    { kind: 'text', ...place, y: frame.bottom - 26, text, ink: 'muted' },
  ];
}

function outLabel({ bought, last, runsOut }: TermView, { frame, x, end, y }: Place, words: TermWords): readonly Mark[] {
  if (runsOut === null) return [];
  const { earliest, likely, latest } = runsOut;
  const out: Point = [end(likely), y(bought)];
  const from = end(earliest ?? likely);
  const to = latest === null ? x(last + 1) : end(latest);
  return [
    line([out, [out[0], frame.bottom]], { ink: 'used', width: 1.25, dash: DASHES.dotted }),
    line(
      [
        [from, out[1]],
        [to, out[1]],
      ],
      { ink: 'used', width: 5 },
    ),
    { kind: 'area', d: disc(out, 5.5), ink: 'surface' },
    { kind: 'area', d: disc(out, 4), ink: 'used' },
    beside(words.out(dayName(likely)), [out[0], frame.bottom - 8], frame.right, {
      ink: 'text',
      strong: true,
    }),
  ];
}
