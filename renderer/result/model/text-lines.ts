import type { ResultView } from './view.ts';

/** A row of the list of text: a page's heading, a line, or a tick box. */
export type TextRow =
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'mark'; readonly mark: number; readonly number: number };

/** All text as one list of rows, found by number, so that hundreds of thousands of lines cost nothing to begin with. */
export interface TextRows {
  readonly count: number;
  at(index: number): TextRow | null;
  /** The row of a line, word or mark by its id. */
  rowOf(id: string): number | null;
}

/** Pages in order; of each its heading, its lines and its marks. */
export function textRows({ pages, lines, words, marks }: ResultView): TextRows {
  const starts: number[] = [];
  let count = 0;
  for (const page of pages) {
    starts.push(count);
    count += 1 + (page.lines[1] - page.lines[0]) + (page.marks[1] - page.marks[0]);
  }
  const pageAt = (index: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const rowOfLine = (line: number): number | null => {
    const page = lines.page[line];
    const range = page === undefined ? undefined : pages[page];
    return range === undefined || page === undefined ? null : (starts[page] ?? 0) + 1 + line - range.lines[0];
  };
  return {
    count,
    at(index) {
      const page = pageAt(index);
      const range = pages[page];
      if (!range || index < 0 || index >= count) return null;
      const inside = index - (starts[page] ?? 0) - 1;
      if (inside < 0) return { kind: 'page', page };
      const lineCount = range.lines[1] - range.lines[0];
      if (inside < lineCount) return { kind: 'line', line: range.lines[0] + inside };
      return { kind: 'mark', mark: range.marks[0] + inside - lineCount, number: inside - lineCount + 1 };
    },
    rowOf(id) {
      const [kind = '', number = ''] = id.split('/');
      const index = Number(number);
      if (kind === 'l') return rowOfLine(index);
      if (kind === 'w') return index < words.count ? rowOfLine(words.line[index] ?? 0) : null;
      const page = kind === 'm' ? marks[index]?.place.page : undefined;
      const range = page === undefined ? undefined : pages[page];
      if (range === undefined || page === undefined) return null;
      return (starts[page] ?? 0) + 1 + (range.lines[1] - range.lines[0]) + index - range.marks[0];
    },
  };
}

/** Lines that have this text in them, whatever the case. */
export function searchLines({ lines }: ResultView, wanted: string): readonly number[] {
  const needle = wanted.trim().toLowerCase();
  if (needle === '') return [];
  return lines.text.flatMap((text, line) => (text.toLowerCase().includes(needle) ? [line] : []));
}
