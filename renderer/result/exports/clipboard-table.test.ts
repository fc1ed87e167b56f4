import { expect, it } from 'vitest';
import { table } from '../testing/views.ts';
import { tableHtml, tableRows, toHtmlTable, toTsv } from './clipboard-table.ts';

const found = table(2, 3, [
  [0, 0, 'A & <b>', 1, 2],
  [0, 2, 'tall', 2, 1],
  [1, 0, '=x\ty'],
]);

it('a copied table has its spans and headings as HTML, and no cell for what they cover', () => {
  expect(tableHtml(found)).toBe(
    '<table><tr><th colspan="2">A &amp; &lt;b&gt;</th><th rowspan="2">tall</th></tr>' +
      "<tr><td>'=x\ty</td><td></td></tr></table>",
  );
});

it('as text it is cells between tabs that run nothing', () => {
  expect(toTsv(tableRows(found))).toBe("A & <b>\t\ttall\n'=x y\t\t");
  expect(toHtmlTable([['h'], ['a\nb']])).toBe('<table><tr><th>h</th></tr><tr><td>a<br>b</td></tr></table>');
});
