import type { PDFDocument } from 'pdf-lib';
import { type Drawing, drawWith, type PageFonts, type TextStyle, wrap } from './drawing.ts';
import { DOUBT, INK, MUTED, RULE } from './ink.ts';

/** A4, portrait. */
const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 54;
const TOP = 72;
const BOTTOM = HEIGHT - 66;
export const CONTENT_WIDTH = WIDTH - 2 * MARGIN;

const STRONG_RULE = '#94a3b5';
const ACCENT = '#0f4a78';

const STYLES = {
  title: { size: 24, colour: INK, weight: 'bold' },
  heading: { size: 13, colour: ACCENT, weight: 'bold' },
  sub: { size: 10, colour: INK, weight: 'bold' },
  text: { size: 9.5, colour: INK },
  quiet: { size: 9, colour: MUTED },
  cell: { size: 8.5, colour: INK },
  strong: { size: 8.5, colour: INK, weight: 'bold' },
  head: { size: 8, colour: MUTED, weight: 'bold' },
  foot: { size: 7.5, colour: MUTED },
  mark: { size: 8, colour: DOUBT, weight: 'bold' },
} as const satisfies Readonly<Record<string, TextStyle>>;
const LEADING = 1.38;
const CELL_LEADING = 11;
/** A cell holds no more lines: a page has to be able to hold a row. */
const MOST_LINES = 40;

export interface Column {
  readonly title: string;
  /** Of the content's width, from 0 to 1. */
  readonly share: number;
  readonly align?: 'right';
}

export interface Row {
  readonly cells: readonly string[];
  readonly strong?: boolean;
}

/** A text that flows over pages. */
export interface Paper {
  readonly title: (text: string, lead: string) => void;
  /** Never at the foot of a page: `keep` points are left below it. */
  readonly heading: (text: string, keep?: number) => void;
  readonly sub: (text: string, keep?: number) => void;
  readonly paragraph: (text: string, style?: 'text' | 'quiet') => void;
  /** Lines of a command, one below the other, as they are typed. */
  readonly command: (lines: readonly string[]) => void;
  readonly pairs: (list: readonly (readonly [name: string, value: string])[]) => void;
  /** Its head is said again on each page. */
  readonly table: (columns: readonly Column[], rows: readonly Row[]) => void;
  /** Empty squares to tick, one below the other. */
  readonly choices: (texts: readonly string[]) => void;
  /** Beside each other, who signs, each with lines to write on that say below what belongs there. Never parted by a page. */
  readonly signing: (parties: readonly string[], lines: readonly string[]) => void;
  readonly newPage: () => void;
  /** Writes heads and feet and all pages; answers how many there are. */
  readonly finish: (foot: (page: number, pages: number) => readonly [left: string, right: string]) => number;
}

/** Room above a line to write on. */
const SIGN_LEADING = 40;
/** How much of a page {@link Paper.signing} takes. */
export const signingHeight = (lines: number): number => 12 + lines * SIGN_LEADING + 20;

const SQUARE = 10;
const squareAt = (x: number, y: number) =>
  [
    [x, y],
    [x + SQUARE, y],
    [x + SQUARE, y + SQUARE],
    [x, y + SQUARE],
  ] as const;

/** Opens a paper. `mark` is printed on top of each page, for what must be seen on all of them. */
export function openPaper(pdf: PDFDocument, fonts: PageFonts, mark: string | null): Paper {
  const pages: Drawing[] = [];
  let page = addPage();
  let y = TOP;

  function addPage(): Drawing {
    const drawing = drawWith(pdf, pdf.addPage([WIDTH, HEIGHT]), fonts);
    pages.push(drawing);
    return drawing;
  }
  const newPage = (): void => {
    page = addPage();
    y = TOP;
  };
  const room = (height: number): void => {
    if (y + height > BOTTOM) newPage();
  };
  const lines = (texts: readonly string[], style: TextStyle, x = MARGIN): void => {
    for (const text of texts) {
      room(style.size * LEADING);
      page.text(x, y + style.size, text, style);
      y += style.size * LEADING;
    }
  };
  const flow = (text: string, style: TextStyle, width = CONTENT_WIDTH): void =>
    lines(wrap(page, text, width, style, 400), style);

  function table(columns: readonly Column[], rows: readonly Row[]): void {
    const left = columns.map(
      (_, at) => MARGIN + columns.slice(0, at).reduce((sum, { share }) => sum + share, 0) * CONTENT_WIDTH,
    );
    const width = (at: number): number => (columns[at]?.share ?? 0) * CONTENT_WIDTH - 8;
    const put = (text: string, at: number, baseline: number, style: TextStyle): void => {
      if (columns[at]?.align === 'right') page.textBefore((left[at] ?? 0) + width(at), baseline, text, style);
      else page.text(left[at] ?? 0, baseline, text, style);
    };
    const head = (): void => {
      for (const [at, { title }] of columns.entries()) put(title, at, y + 10, STYLES.head);
      y += 15;
      page.line(MARGIN, y, WIDTH - MARGIN, y, STRONG_RULE, 0.75);
    };
    room(60);
    head();
    for (const { cells, strong = false } of rows) {
      const style = strong ? STYLES.strong : STYLES.cell;
      const wrapped = cells.map((cell, at) => wrap(page, cell, width(at), style, MOST_LINES));
      const height = Math.max(1, ...wrapped.map((cell) => cell.length)) * CELL_LEADING + 6;
      if (y + height > BOTTOM) {
        newPage();
        head();
      }
      for (const [at, cell] of wrapped.entries())
        for (const [index, line] of cell.entries()) put(line, at, y + 12 + index * CELL_LEADING, style);
      y += height;
      page.line(MARGIN, y, WIDTH - MARGIN, y, RULE);
    }
    y += 14;
  }

  return {
    newPage,
    title(text, lead) {
      flow(text, STYLES.title);
      y += 2;
      flow(lead, STYLES.text);
      y += 18;
    },
    heading(text, keep = 90) {
      if (y > TOP) y += 10;
      room(keep);
      flow(text, STYLES.heading);
      y += 4;
    },
    sub(text, keep = 70) {
      room(keep);
      flow(text, STYLES.sub);
      y += 2;
    },
    paragraph(text, style = 'text') {
      flow(text, STYLES[style]);
      y += 6;
    },
    command(list) {
      room(list.length * 13 + 14);
      page.fill(MARGIN, y, CONTENT_WIDTH, list.length * 13 + 10, '#f0f3f7');
      for (const [at, line] of list.entries()) page.text(MARGIN + 10, y + 15 + at * 13, line, STYLES.text);
      y += list.length * 13 + 20;
    },
    pairs(list) {
      const indent = 116;
      for (const [name, value] of list) {
        const wrapped = wrap(page, value, CONTENT_WIDTH - indent, STYLES.text, MOST_LINES);
        const names = wrap(page, name, indent - 12, STYLES.quiet, 4);
        const height = Math.max(names.length, wrapped.length) * 13 + 5;
        room(height);
        for (const [at, line] of names.entries()) page.text(MARGIN, y + 10 + at * 13, line, STYLES.quiet);
        for (const [at, line] of wrapped.entries()) page.text(MARGIN + indent, y + 10 + at * 13, line, STYLES.text);
        y += height;
      }
      y += 8;
    },
    table,
    choices(texts) {
      for (const text of texts) {
        room(18);
        page.outline(squareAt(MARGIN, y + 1), STRONG_RULE, 0.75);
        page.text(MARGIN + 18, y + 10, text, STYLES.text);
        y += 18;
      }
      y += 6;
    },
    signing(parties, labels) {
      const gap = 24;
      const width = (CONTENT_WIDTH - gap * (parties.length - 1)) / Math.max(1, parties.length);
      room(signingHeight(labels.length));
      for (const [at, party] of parties.entries()) {
        const left = MARGIN + at * (width + gap);
        page.text(left, y + 12, party, STYLES.sub);
        for (const [line, label] of labels.entries()) {
          const base = y + 12 + (line + 1) * SIGN_LEADING;
          page.line(left, base, left + width, base, STRONG_RULE, 0.75);
          page.text(left, base + 10, label, STYLES.head);
        }
      }
      y += signingHeight(labels.length);
    },
    finish(foot) {
      pages.forEach((one, at) => {
        one.fill(0, 0, WIDTH, 6, ACCENT);
        if (mark !== null) one.text(MARGIN, 34, mark, STYLES.mark);
        const [leftText, rightText] = foot(at + 1, pages.length);
        one.line(MARGIN, HEIGHT - 48, WIDTH - MARGIN, HEIGHT - 48, RULE, 0.75);
        one.text(MARGIN, HEIGHT - 34, leftText, STYLES.foot);
        one.textBefore(WIDTH - MARGIN, HEIGHT - 34, rightText, STYLES.foot);
        one.finish();
      });
      return pages.length;
    },
  };
}
