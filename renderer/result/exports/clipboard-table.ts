import { withoutFormula } from '../../files/csv.ts';
import type { Sliced } from '../model/in-slices.ts';
import type { ResultTable } from '../model/view.ts';
import { gridOf, spansOf } from './table-grid.ts';

const tsvRow = (row: readonly string[]): string =>
  row.map((cell) => withoutFormula(cell.replace(/[\t\r\n]+/g, ' '))).join('\t');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  withoutFormula(text)
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll('\n', '<br>');

const htmlRow = (row: readonly string[], tag: 'th' | 'td'): string =>
  `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;

/** What a clipboard holds of a table: for spreadsheets, which take it as cells, and for documents. */
export interface ClipboardTable {
  readonly text: string;
  readonly html: string;
}

/** Cells at a time. */
const PART = 1000;

/**
 * Rows of cells between tabs, and as an HTML table whose first row is headings. Line ends and tabs inside a cell become
 * blanks for spreadsheets; formulas do not run.
 */
export function* clipboardRows(rows: Iterable<readonly string[]>): Sliced<ClipboardTable> {
  const [text, html]: [string[], string[]] = [[], []];
  let cells = 0;
  for (const row of rows) {
    html.push(htmlRow(row, text.length === 0 ? 'th' : 'td'));
    text.push(tsvRow(row));
    cells += row.length;
    if (cells < PART) continue;
    cells = 0;
    yield;
  }
  return { text: text.join('\n'), html: `<table>${html.join('')}</table>` };
}

/** The same of a table of an answer, with its spans and headings in the HTML; a spanning text is in its first cell. */
export function* clipboardTable(table: ResultTable): Sliced<ClipboardTable> {
  const grid = gridOf(table);
  yield;
  const spans = spansOf(grid);
  yield;
  const covered = grid.rows.map(() => new Uint8Array(grid.columns));
  const [text, html]: [string[], string[]] = [[], []];
  let cells = 0;
  for (const [at, row] of grid.rows.entries()) {
    const inRow = row.map((place, column) => {
      if (!place) return covered[at]?.[column] === 1 ? '' : '<td></td>';
      const [tall, wide] = spans.get(place.indexes[0] ?? -1) ?? [1, 1];
      for (let r = at; r < at + tall; r += 1) covered[r]?.fill(1, column, column + wide);
      const tag = place.cell.header ? 'th' : 'td';
      const reach = `${tall > 1 ? ` rowspan="${tall}"` : ''}${wide > 1 ? ` colspan="${wide}"` : ''}`;
      return `<${tag}${reach}>${escaped(place.text)}</${tag}>`;
    });
    html.push(`<tr>${inRow.join('')}</tr>`);
    text.push(tsvRow(row.map((place) => place?.text ?? '')));
    cells += row.length;
    if (cells < PART) continue;
    cells = 0;
    yield;
  }
  return { text: text.join('\n'), html: `<table>${html.join('')}</table>` };
}
