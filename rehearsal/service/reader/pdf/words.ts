import { type Rectangle, rotate, union } from '../geometry.ts';
import type { Glyph } from './content.ts';

/** A word as it lies along its own text direction: turned back by `angle`, the rectangle is upright. Points. */
export interface PlacedWord {
  readonly text: string;
  readonly angle: number;
  readonly rectangle: Rectangle;
  readonly baseline: number;
  readonly size: number;
  readonly confidence: number;
}

/** Parts of the font size. A gap wider than the first ends a word; a step back further than the second, too. */
const GAP = 0.2;
const OVERLAP = 0.5;
const SHIFT = 0.3;
const SAME_ANGLE_DEGREES = 2;

/** How sure the reader says it is; made up, see the README. */
const CERTAIN = 0.995;
const SECOND_HAND = 0.9;
const UNMAPPED = 0.4;

/** Text that stands for no known character: the font says what it looks like but not what it is. */
const unmapped = /[\ufffd\ue000-\uf8ff]|\p{Cc}/u;

function differs(a: number, b: number): boolean {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn) > SAME_ANGLE_DEGREES;
}

function continues(previous: Glyph, next: Glyph): boolean {
  if (differs(previous.angle, next.angle)) return false;
  const due = rotate(previous.end, -previous.angle);
  const start = rotate(next.start, -previous.angle);
  const size = Math.max(previous.size, next.size);
  const along = start.x - due.x;
  return along <= GAP * size && along >= -OVERLAP * size && Math.abs(start.y - due.y) <= SHIFT * size;
}

/** The same character drawn again on the same spot, as some writers do to make text bold. */
function repeats(previous: Glyph, next: Glyph): boolean {
  const near = Math.max(0.5, previous.size * 0.08);
  const apart = Math.hypot(next.start.x - previous.start.x, next.start.y - previous.start.y);
  return next.text === previous.text && apart < near;
}

function placed(glyphs: readonly Glyph[]): PlacedWord | null {
  const first = glyphs[0];
  const text = glyphs.map((glyph) => glyph.text).join('');
  if (!first || text.trim() === '') return null;
  const { angle } = first;
  const start = rotate(first.start, -angle);
  const rectangle = union(
    glyphs.map((glyph) => {
      const from = rotate(glyph.start, -angle);
      const to = rotate(glyph.inkEnd, -angle);
      return {
        left: Math.min(from.x, to.x),
        right: Math.max(from.x, to.x),
        top: from.y - glyph.ascent * glyph.size,
        bottom: from.y + glyph.descent * glyph.size,
      };
    }),
  );
  const hidden = glyphs.some((glyph) => glyph.invisible) ? SECOND_HAND : CERTAIN;
  const confidence = unmapped.test(text) ? UNMAPPED : hidden;
  return { text, angle, rectangle, baseline: start.y, size: first.size, confidence };
}

/** Joins glyphs, in the order they are shown, into words: a space, a gap, a turn or another line ends one. */
export function wordsOf(glyphs: readonly Glyph[]): readonly PlacedWord[] {
  const words: PlacedWord[] = [];
  let current: Glyph[] = [];
  const finish = (): void => {
    const word = placed(current);
    if (word) words.push(word);
    current = [];
  };
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') {
      finish();
      continue;
    }
    const previous = current.at(-1);
    if (previous && repeats(previous, glyph)) continue;
    if (previous && !continues(previous, glyph)) finish();
    current.push(glyph);
  }
  finish();
  return withoutRepeats(words);
}

function withoutRepeats(words: readonly PlacedWord[]): readonly PlacedWord[] {
  const seen = new Set<string>();
  return words.filter((word) => {
    const { left, top } = word.rectangle;
    const key = `${word.text} ${Math.round(left)} ${Math.round(top)} ${Math.round(word.angle)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
