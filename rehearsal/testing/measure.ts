// How near a reading comes to what was drawn.
import type { PageContent } from '../service/reader/reader.ts';
import type { DrawnPage } from './drawn.ts';

export interface Measured {
  /** Edits between what was drawn and what was read, as part of the characters drawn; text in reading order, spaces as one. */
  readonly characterErrorRate: number;
  /** Mean over the words that were read right: what the boxes share, as part of what both cover. */
  readonly boxOverlap: number;
  /** Part of the drawn cells that were read with the same text at the same row and column. */
  readonly cellAccuracy: number;
  readonly marksRight: number;
}

/** Compares a page as it was read with the page that was drawn. */
export function measure(drawn: DrawnPage, { page, tables }: PageContent): Measured {
  const wanted = drawn.words.map(({ text }) => text).join(' ');
  const given = page.lines.map(({ text }) => text).join(' ');
  const seen = page.lines.flatMap(({ words }) => words);
  const overlaps = drawn.words.flatMap(({ text, box }) => {
    const best = Math.max(
      0,
      ...seen.filter((word) => word.text === text).map((word) => overlap(box, word.boundingBox)),
    );
    return best > 0 ? [best] : [];
  });
  const cells = tables.flatMap((table) => table.cells);
  const right = drawn.cells.filter(({ row, column, text }) =>
    cells.some((cell) => cell.rowIndex === row && cell.columnIndex === column && cell.text === text),
  );
  const marks = page.selectionMarks ?? [];
  const marksRight = drawn.marks.filter(({ selected, box }) =>
    marks.some((mark) => overlap(box, mark.boundingBox) > 0.5 && (mark.state === 'selected') === selected),
  );
  return {
    characterErrorRate: edits(wanted, given) / wanted.length,
    boxOverlap: overlaps.length === 0 ? 0 : overlaps.reduce((sum, one) => sum + one, 0) / overlaps.length,
    cellAccuracy: right.length / drawn.cells.length,
    marksRight: marksRight.length / drawn.marks.length,
  };
}

/** Insertions, deletions and replacements that make one text the other (Levenshtein). */
export function edits(wanted: string, given: string): number {
  let row = Array.from({ length: given.length + 1 }, (_one, at) => at);
  for (let at = 1; at <= wanted.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= given.length; other += 1)
      next.push(
        Math.min(
          (row[other] ?? 0) + 1,
          (next[other - 1] ?? 0) + 1,
          (row[other - 1] ?? 0) + (wanted[at - 1] === given[other - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

type Corner = readonly [number, number];

/** Intersection over union of two boxes of four corners each. */
export function overlap(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [cornersOf(one), cornersOf(other)];
  const shared = areaOf(clip(first, second));
  const all = areaOf(first) + areaOf(second) - shared;
  return all <= 0 ? 0 : shared / all;
}

const cornersOf = (box: readonly number[]): readonly Corner[] =>
  [0, 2, 4, 6].map((at) => [box[at] ?? 0, box[at + 1] ?? 0] as const);

const areaOf = (corners: readonly Corner[]): number =>
  Math.abs(
    corners.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % corners.length] ?? [0, 0];
      return sum + x * nextY - nextX * y;
    }, 0),
  ) / 2;

/** What of `subject` lies within the convex `window`, whose corners run clockwise (Sutherland and Hodgman). */
function clip(subject: readonly Corner[], window: readonly Corner[]): readonly Corner[] {
  let left = subject;
  window.forEach(([fromX, fromY], at) => {
    const [toX, toY] = window[(at + 1) % window.length] ?? [0, 0];
    const side = ([x, y]: Corner): number => (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX);
    const input = left;
    left = input.flatMap((corner, index) => {
      const before = input.at(index - 1) ?? corner;
      const [sideBefore, sideHere] = [side(before), side(corner)];
      const share = sideBefore / (sideBefore - sideHere);
      const crossing: Corner = [
        before[0] + (corner[0] - before[0]) * share,
        before[1] + (corner[1] - before[1]) * share,
      ];
      if (sideHere >= 0) return sideBefore >= 0 ? [corner] : [crossing, corner];
      return sideBefore >= 0 ? [crossing] : [];
    });
  });
  return left;
}
