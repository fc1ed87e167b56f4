import type { FieldValue } from '../wire/answer.ts';
import { part, type Run, sharedLevel, type TextLine, type TextPage } from './text.ts';
import { type Make, trust } from './values.ts';

/** How far a value may stand from its label: to the right in parts of the page's width, below in line heights. */
const REACH_RIGHT = 0.9;
const REACH_BELOW = 1.8;

/** What follows the label on its own line; null if nothing does. */
function rest(line: TextLine, label: RegExp): Run | null {
  const match = label.exec(line.text);
  if (!match) return null;
  const start = match.index + match[0].length;
  const after = line.text.slice(start);
  const lead = /^[\s:#.\-–]*/.exec(after)?.[0].length ?? 0;
  const run = part(line, start + lead, line.text.length - start - lead);
  return run.tokens.length > 0 ? run : null;
}

function toTheRight(page: TextPage, line: TextLine): readonly TextLine[] {
  return page.lines
    .filter(
      (other) =>
        other !== line &&
        sharedLevel(other.rectangle, line.rectangle) > 0.5 &&
        other.rectangle.left >= line.rectangle.right &&
        other.rectangle.left - line.rectangle.right <= REACH_RIGHT * page.width,
    )
    .sort((a, b) => a.rectangle.left - b.rectangle.left);
}

/** The nearest line under another that shares some of its width. */
export function lineBelow(page: TextPage, line: TextLine, reach: number = REACH_BELOW): TextLine | null {
  const under = page.lines.filter((other) => {
    const gap = other.rectangle.top - line.rectangle.bottom;
    const beside = other.rectangle.left < line.rectangle.right && line.rectangle.left < other.rectangle.right;
    return other !== line && beside && gap > -0.5 * line.height && gap <= reach * line.height;
  });
  return under.sort((a, b) => a.rectangle.top - b.rectangle.top)[0] ?? null;
}

export interface Labelled {
  /** Tried in turn: the first that leads to a value wins. Each is matched from a line's beginning. */
  readonly labels: readonly RegExp[];
  readonly make: Make;
  /** Whether a line is itself a label, and so no value. */
  readonly isLabel: (text: string) => boolean;
}

function valueAt(page: TextPage, line: TextLine, label: RegExp, { make, isLabel }: Labelled): FieldValue | null {
  const own = rest(line, label);
  const value = own ? make(own, trust.labelled) : null;
  if (value) return value;
  const [right] = toTheRight(page, line);
  const beside = right && !isLabel(right.text) ? make(right, trust.labelled) : null;
  // What follows the label without being a value belongs to it, such as "(10 %)"; then below stands something else.
  if (beside || own) return beside;
  const below = lineBelow(page, line);
  return below && !isLabel(below.text) ? make(below, trust.below) : null;
}

/** The values that a label names, each after it on its line, else to its right, else below; those to be believed first. */
export function everyLabelled(pages: readonly TextPage[], wanted: Labelled): readonly FieldValue[] {
  return wanted.labels.flatMap((label) =>
    pages.flatMap((page) =>
      page.lines.flatMap((line) => {
        const value = label.test(line.text) ? valueAt(page, line, label, wanted) : null;
        return value ? [value] : [];
      }),
    ),
  );
}

/** The value that a label names, as `everyLabelled` finds them. Null if there is none. */
export const labelled = (pages: readonly TextPage[], wanted: Labelled): FieldValue | null =>
  everyLabelled(pages, wanted)[0] ?? null;
