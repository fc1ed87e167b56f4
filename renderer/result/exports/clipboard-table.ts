import { withoutFormula } from '../../files/csv.ts';
import type { ResultTable } from '../model/view.ts';
import { gridOf, spansOf } from './table-grid.ts';

/** Cells between tabs: what spreadsheets paste as cells. Line ends and tabs inside a cell become blanks; formulas do not run. */
export const toTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => withoutFormula(cell.replace(/[\t\r\n]+/g, ' '))).join('\t')).join('\n');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  withoutFormula(text)
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll('\n', '<br>');

/** The same as an HTML table, its first row as headings. */
export const toHtmlTable = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows
    .map(
      (row, at) =>
        `<tr>${row.map((cell) => (at === 0 ? `<th>${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`)).join('')}</tr>`,
    )
    .join('')}</table>`;

/** The texts of a table, a spanning one in its first cell. */
export const tableRows = (table: ResultTable): readonly (readonly string[])[] =>
  gridOf(table).rows.map((row) => row.map((place) => place?.text ?? ''));

/** A table with its spans and headings as HTML. */
export function tableHtml(table: ResultTable): string {
  const grid = gridOf(table);
  const spans = spansOf(grid);
  const covered = new Set<string>();
  const rows = grid.rows.map((row, at) => {
    const cells = row.map((place, column) => {
      if (!place) return covered.has(`${at}/${column}`) ? '' : '<td></td>';
      const [tall, wide] = spans.get(place.indexes[0] ?? -1) ?? [1, 1];
      for (let r = at; r < at + tall; r += 1) for (let c = column; c < column + wide; c += 1) covered.add(`${r}/${c}`);
      const tag = place.cell.header ? 'th' : 'td';
      const reach = `${tall > 1 ? ` rowspan="${tall}"` : ''}${wide > 1 ? ` colspan="${wide}"` : ''}`;
      return `<${tag}${reach}>${escaped(place.text)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}
