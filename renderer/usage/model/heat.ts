import { scaleQuantile, scaleThreshold } from 'd3-scale';
import { weekdayOf } from '#shared/rules/days.ts';
import { formatQuantity } from './axis.ts';
import type { DayCell } from './day-cells.ts';
import { firstDayOf, monthName, monthOfDay } from './months.ts';
import { HEAT_INKS, type Ink } from './palette.ts';
import { box, hatches, type LegendEntry, type Mark, type Scene, type Spot } from './scene.ts';

export interface HeatInput {
  /** Whole years of days, oldest first, as {@link yearDays} gives them. */
  readonly days: readonly DayCell[];
  readonly width: number;
  /** Monday to Sunday in few letters. */
  readonly weekdays: readonly string[];
}

/** The first and last day number of the years from `first` to `last`. */
export const yearDays = (first: number, last: number): { readonly first: number; readonly last: number } => ({
  first: firstDayOf(first * 12),
  last: firstDayOf((last + 1) * 12) - 1,
});

const totalOf = ({ values }: DayCell): bigint => values.reduce((sum, value) => sum + value, 0n);

/** Rounds to two leading digits, as a person would draw the line. */
function rounded(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.max(1, Math.round(value / unit) * unit);
}

/** Upper bounds of the first four steps: a fifth of the days with use lies in each. */
export function heatBounds(days: readonly DayCell[]): readonly number[] {
  const used = days.flatMap((cell) =>
    cell.state === 'outside' || totalOf(cell) === 0n ? [] : [Number(totalOf(cell))],
  );
  if (used.length === 0) return [];
  const fifths = scaleQuantile(used, [1, 2, 3, 4, 5]);
  return [...new Set(fifths.quantiles().map(rounded))];
}

/** The shade of a day's use: a bound is the most of its step, and quantities are whole. */
const shadeOf = (bounds: readonly number[]) =>
  scaleThreshold<number, Ink>([1, ...bounds.map((bound) => bound + 1)], [...HEAT_INKS]);

/** What the shades mean, with their quantities. */
export function heatLegend(
  bounds: readonly number[],
  words: { readonly none: string; readonly upTo: (most: string) => string; readonly more: (than: string) => string },
): readonly LegendEntry[] {
  const entry = (at: number, label: string): LegendEntry => ({ label, ink: HEAT_INKS[at] ?? 'h5', look: 'area' });
  const last = bounds.at(-1);
  return [
    entry(0, words.none),
    ...bounds.map((bound, at) => entry(at + 1, words.upTo(formatQuantity(bound)))),
    ...(last === undefined ? [] : [entry(bounds.length + 1, words.more(formatQuantity(last)))]),
  ];
}

const LEFT = 40;
const GAP = 3;
const HEAD = 20;

/**
 * Days as a calendar, a block of weeks for each year, Monday on top. Days that are a share of several are hatched over their
 * shade, days without readings are hatched alone, days before and after the history stay empty. Spots follow `days`.
 */
export function heatScene({ days, width, weekdays }: HeatInput): Scene {
  const firstYear = Math.floor(monthOfDay(days[0]?.day ?? 0) / 12);
  const lastYear = Math.floor(monthOfDay(days.at(-1)?.day ?? 0) / 12);
  const many = lastYear - firstYear >= 2;
  const pitch = Math.max(7, Math.min(many ? 14 : 19, Math.floor((width - LEFT) / 54)));
  const gap = pitch > 9 ? GAP : 1.5;
  const block = HEAD + pitch * 7 + (many ? 8 : 12);
  const bounds = heatBounds(days);
  const shade = shadeOf(bounds);
  const shades = new Map<Ink, string[]>();
  const shared: string[] = [];
  const unread: string[] = [];
  const empty: string[] = [];
  const spots: Spot[] = [];
  const marks: Mark[] = [];
  const place = (day: number, year: number, weekOf: number): readonly [number, number] => [
    LEFT + Math.floor((day - weekOf) / 7) * pitch,
    (year - firstYear) * block + HEAD + weekdayOf(day) * pitch,
  ];
  for (let year = firstYear; year <= lastYear; year++) {
    const first = firstDayOf(year * 12);
    const monday = first - weekdayOf(first);
    const top = (year - firstYear) * block;
    for (let month = 0; month < 12; month++) {
      const [x] = place(firstDayOf(year * 12 + month), year, monday);
      if (pitch >= 9 || month % 3 === 0)
        marks.push({ kind: 'text', x, y: top + 12, text: monthName(year * 12 + month), ink: 'muted', anchor: 'start' });
    }
    if (lastYear > firstYear)
      marks.push({
        kind: 'text',
        x: 0,
        y: top + HEAD + pitch * 4,
        text: String(year),
        ink: 'text',
        anchor: 'start',
        strong: true,
      });
    else
      for (const at of [0, 2, 4, 6])
        marks.push({
          kind: 'text',
          x: 0,
          y: top + HEAD + pitch * at + pitch * 0.5 + 2,
          text: weekdays[at] ?? '',
          ink: 'muted',
          anchor: 'start',
        });
  }
  for (const cell of days) {
    const year = Math.floor(monthOfDay(cell.day) / 12);
    const first = firstDayOf(year * 12);
    const [x, y] = place(cell.day, year, first - weekdayOf(first));
    const size = pitch - gap;
    spots.push({ x, y, width: size, height: size });
    const square = box(x, y, size, size);
    if (cell.state === 'outside') empty.push(square);
    else if (cell.state === 'unknown') unread.push(square);
    else {
      const ink = shade(Number(totalOf(cell)));
      const parts = shades.get(ink) ?? [];
      parts.push(square);
      shades.set(ink, parts);
      if (cell.state === 'spread') shared.push(square);
    }
  }
  marks.push({ kind: 'line', d: empty.join(''), ink: 'grid', width: 1 });
  for (const [ink, parts] of shades) marks.push({ kind: 'area', d: parts.join(''), ink });
  marks.push(...hatches(shared, unread));
  return { width, height: (lastYear - firstYear + 1) * block, marks, spots };
}
