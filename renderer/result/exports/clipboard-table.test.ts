import { expect, it } from 'vitest';
import { beginSliced, finishSliced, type Sliced } from '../model/in-slices.ts';
import { table } from '../testing/views.ts';
import { clipboardRows, clipboardTable } from './clipboard-table.ts';

const found = table(2, 3, [
  [0, 0, 'A & <b>', 1, 2],
  [0, 2, 'tall', 2, 1],
  [1, 0, '=x\ty'],
]);
const atOnce = <T>(work: Sliced<T>): T | undefined => beginSliced(work).done?.value;

it('a copied table has its spans and headings as HTML, and no cell for what they cover', () => {
  expect(atOnce(clipboardTable(found))?.html).toBe(
    '<table><tr><th colspan="2">A &amp; &lt;b&gt;</th><th rowspan="2">tall</th></tr>' +
      "<tr><td>'=x\ty</td><td></td></tr></table>",
  );
});

it('as text it is cells between tabs that run nothing', () => {
  expect(atOnce(clipboardTable(found))?.text).toBe("A & <b>\t\ttall\n'=x y\t\t");
  expect(atOnce(clipboardRows([['h'], ['a\nb']]))).toEqual({
    text: 'h\na b',
    html: '<table><tr><th>h</th></tr><tr><td>a<br>b</td></tr></table>',
  });
});

it('a long table is copied in parts, and is whole at the end', async () => {
  const begun = beginSliced(clipboardRows(Array.from({ length: 20_000 }, (_, row) => [`${row}`, 'x'])));
  expect(begun.done).toBeNull();
  const copied = await finishSliced(begun.work);
  expect(copied?.value.text.split('\n')).toHaveLength(20_000);
  expect(copied?.value.html.match(/<tr>/g)).toHaveLength(20_000);
});
