import { centre, type Rectangle, rotate, union } from '../geometry.ts';
import type { PlacedWord } from './words.ts';

/** Words that read as one, along one baseline; the rectangle is upright once turned back by `angle`. Points. */
export interface PlacedLine {
  readonly words: readonly PlacedWord[];
  readonly text: string;
  readonly angle: number;
  readonly rectangle: Rectangle;
}

/** Parts of the text size: how far baselines of one line may differ, and how wide a gap ends a line. */
const SAME_BASELINE = 0.35;
const LINE_GAP = 1.2;

function heightOf(word: PlacedWord): number {
  return word.rectangle.bottom - word.rectangle.top;
}

/** Whether an upright ruling stands between two words of a row: then they are in two cells. */
export type Divides = (left: PlacedWord, right: PlacedWord) => boolean;

function lineOf(words: readonly PlacedWord[]): PlacedLine {
  return {
    words,
    text: words.map((word) => word.text).join(' '),
    angle: words[0]?.angle ?? 0,
    rectangle: union(words.map((word) => word.rectangle)),
  };
}

function splitRow(row: readonly PlacedWord[], divides: Divides): readonly PlacedLine[] {
  const sorted = [...row].sort((a, b) => a.rectangle.left - b.rectangle.left);
  const lines: PlacedWord[][] = [];
  for (const word of sorted) {
    const current = lines.at(-1);
    const previous = current?.at(-1);
    const gap = previous ? word.rectangle.left - previous.rectangle.right : 0;
    const wide = previous ? gap > LINE_GAP * Math.min(heightOf(previous), heightOf(word)) : true;
    if (!current || !previous || wide || divides(previous, word)) lines.push([word]);
    else current.push(word);
  }
  return lines.map(lineOf);
}

/** Gathers the words of one direction into rows by baseline. Sorted first, so that a row's words come together. */
function rowsOf(words: readonly PlacedWord[]): readonly (readonly PlacedWord[])[] {
  const rows: { baseline: number; words: PlacedWord[] }[] = [];
  for (const word of [...words].sort((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1);
    const slack = row ? SAME_BASELINE * Math.min(heightOf(word), ...row.words.map(heightOf)) : 0;
    if (row && word.baseline - row.baseline <= slack) row.words.push(word);
    else rows.push({ baseline: word.baseline, words: [word] });
  }
  return rows.map((row) => row.words);
}

/** The page's text in lines. Text of different directions never shares one. Order: see `inReadingOrder`. */
export function linesOf(words: readonly PlacedWord[], divides: Divides): readonly PlacedLine[] {
  const byDirection = new Map<number, PlacedWord[]>();
  for (const word of words) {
    const direction = Math.round(word.angle);
    byDirection.set(direction, [...(byDirection.get(direction) ?? []), word]);
  }
  return [...byDirection.values()].flatMap((group) => rowsOf(group).flatMap((row) => splitRow(row, divides)));
}

/** The direction that most of the page's characters run in, degrees clockwise, in (-180, 180]. */
export function pageAngle(words: readonly PlacedWord[]): number {
  const counts = new Map<number, { characters: number; angle: number }>();
  for (const word of words) {
    const direction = Math.round(word.angle);
    const count = counts.get(direction) ?? { characters: 0, angle: word.angle };
    counts.set(direction, { ...count, characters: count.characters + word.text.length });
  }
  const most = [...counts.values()].sort((a, b) => b.characters - a.characters)[0];
  return most?.angle ?? 0;
}

interface Seen {
  readonly line: PlacedLine;
  readonly rectangle: Rectangle;
}

function upright(line: PlacedLine, degrees: number): Rectangle {
  const { left, top, right, bottom } = line.rectangle;
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ].map((corner) => rotate(corner, line.angle - degrees));
  return union(corners.map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y })));
}

/** Rows from top to bottom, each from left to right. */
function byRows(seen: readonly Seen[]): readonly Seen[] {
  const rows: Seen[][] = [];
  for (const one of [...seen].sort((a, b) => centre(a.rectangle).y - centre(b.rectangle).y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    const height = first
      ? Math.min(first.rectangle.bottom - first.rectangle.top, one.rectangle.bottom - one.rectangle.top)
      : 0;
    if (row && first && centre(one.rectangle).y - centre(first.rectangle).y <= height / 2) row.push(one);
    else rows.push([one]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.rectangle.left - b.rectangle.left));
}

/** Where a white stripe of at least `atLeast` runs through all of them in one dimension: the parts on its sides. */
function cut(
  seen: readonly Seen[],
  from: 'left' | 'top',
  to: 'right' | 'bottom',
  atLeast: number,
): readonly (readonly Seen[])[] {
  const sorted = [...seen].sort((a, b) => a.rectangle[from] - b.rectangle[from]);
  const parts: Seen[][] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const one of sorted) {
    if (parts.length === 0 || one.rectangle[from] - reach > atLeast) parts.push([]);
    parts.at(-1)?.push(one);
    reach = Math.max(reach, one.rectangle[to]);
  }
  return parts;
}

/** Columns before rows: cuts the page at white stripes, across first, then down, as far as it goes. */
function byColumns(seen: readonly Seen[]): readonly Seen[] {
  if (seen.length < 3) return byRows(seen);
  const height = seen.reduce((sum, { rectangle }) => sum + rectangle.bottom - rectangle.top, 0) / seen.length;
  const bands = cut(seen, 'top', 'bottom', height * 1.2);
  if (bands.length > 1) return bands.flatMap(byColumns);
  const columns = cut(seen, 'left', 'right', height * 1.5);
  return columns.length > 1 ? columns.flatMap(byColumns) : byRows(seen);
}

/** Sorts lines as a reader of the page would, with the page turned so that most of its text is upright. */
export function inReadingOrder(
  lines: readonly PlacedLine[],
  order: 'basic' | 'natural',
  degrees: number,
): readonly PlacedLine[] {
  const seen = lines.map((line) => ({ line, rectangle: upright(line, degrees) }));
  return (order === 'natural' ? byColumns(seen) : byRows(seen)).map(({ line }) => line);
}
