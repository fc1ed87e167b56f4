import type { Corners, ResultCell, ResultField, ResultTable, ResultView } from '../model/view.ts';

/** An upright box as corners. */
export const box = (left: number, top: number, width: number, height: number): Corners => [
  left,
  top,
  left + width,
  top,
  left + width,
  top + height,
  left,
  top + height,
];

export interface WordOnPage {
  readonly text: string;
  readonly corners: Corners;
}

export interface PageOfWords {
  readonly width?: number;
  readonly height?: number;
  readonly unit?: string;
  readonly angle?: number;
  /** Each word is a line of its own. */
  readonly words: readonly WordOnPage[];
}

/** A view made by hand, for tests: what is not given is empty. */
export function viewWith(parts: Partial<ResultView> & { readonly pagesOfWords?: readonly PageOfWords[] }): ResultView {
  const { pagesOfWords = [{ words: [] }], ...rest } = parts;
  const all = pagesOfWords.flatMap(({ words }, page) => words.map((word) => ({ ...word, page })));
  const corners = new Float32Array(all.flatMap((word) => [...word.corners]));
  const from = (page: number): number => all.filter((word) => word.page < page).length;
  return {
    kind: { kind: 'answer' },
    version: '2.1.0',
    pages: pagesOfWords.map((page, at) => ({
      number: at + 1,
      width: page.width ?? 850,
      height: page.height ?? 1100,
      unit: page.unit ?? 'pixel',
      angle: page.angle ?? 0,
      lines: [from(at), from(at + 1)],
      words: [from(at), from(at + 1)],
      marks: [0, 0],
    })),
    lines: {
      count: all.length,
      text: all.map(({ text }) => text),
      corners,
      page: Uint32Array.from(all, ({ page }) => page),
      words: Uint32Array.from({ length: all.length + 1 }, (_, at) => at),
      handwritten: new Uint8Array(all.length),
      styleConfidence: new Float32Array(all.length).fill(Number.NaN),
    },
    words: {
      count: all.length,
      text: all.map(({ text }) => text),
      corners,
      confidence: new Float32Array(all.length).fill(Number.NaN),
      line: Uint32Array.from({ length: all.length }, (_, at) => at),
    },
    marks: [],
    tables: [],
    documents: [],
    pairs: [],
    errors: [],
    problems: [],
    problemCount: 0,
    ...rest,
  };
}

/** A field with what is given; the rest as the service leaves it out. */
export const field = (name: string, rest: Partial<ResultField> = {}): ResultField => ({
  id: `f/0/${name}`,
  name,
  type: 'string',
  text: null,
  value: null,
  confidence: null,
  place: null,
  kind: 'value',
  children: [],
  ...rest,
});

export const group = (name: string, children: readonly ResultField[], rest: Partial<ResultField> = {}): ResultField =>
  field(name, { type: 'object', kind: 'group', children, ...rest });

export const list = (name: string, children: readonly ResultField[]): ResultField =>
  field(name, { type: 'array', kind: 'list', children });

/** A table of cells as `[row, column, text, rowSpan, columnSpan]`; the first row is its head. */
export const table = (
  rows: number,
  columns: number,
  cells: readonly (readonly [row: number, column: number, text: string, rowSpan?: number, columnSpan?: number])[],
): ResultTable => ({
  place: { page: 0, corners: null },
  rows,
  columns,
  cells: cells.map(
    ([row, column, text, rowSpan = 1, columnSpan = 1]): ResultCell => ({
      row,
      column,
      rowSpan,
      columnSpan,
      text,
      header: row === 0,
      footer: false,
      confidence: null,
      place: { page: 0, corners: null },
    }),
  ),
});
