import type { RowLists, TableRow } from '#shared/domain/batch.ts';
import { formatConfidence } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { spellOut } from '../../result/model/walk.ts';
import { CellSheet, type SheetCell } from '../../result/panel/cell-sheet.tsx';
import { MOST_DRAWN_WHOLE } from '../../result/panel/sheet-window.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './table.module.css';

/** A list of one document. */
export interface OpenItems {
  readonly row: TableRow;
  readonly list: string;
}

interface ItemsWindowProps {
  readonly batchId: string;
  readonly open: OpenItems;
  readonly onClose: () => void;
}

/** The line items of a document, over the table. */
export function ItemsWindow({ batchId, open: { row, list }, onClose }: ItemsWindowProps) {
  const words = useWords().batch;
  const read = useRead('batch.lists', { batchId, itemIds: [row.item.id] });
  return (
    <Dialog title={words.itemsOf(spellOut(list), row.item.id)} size="xl" onClose={onClose}>
      <ReadGate read={read} heights={[40 + 36 * Math.min(8, row.items[list] ?? 1)]}>
        {(lists) => <ItemsTable items={lists.find(({ part }) => part === row.part)?.lists[list] ?? []} />}
      </ReadGate>
    </Dialog>
  );
}

type Items = RowLists['lists'][string];
type Field = Items[number][string];

const textOf = (field: Field | undefined): string => (field ? (field.text ?? String(field.value ?? '')) : '');

function ItemsTable({ items }: { readonly items: Items }) {
  const words = useWords().batch;
  const members = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const heads = [
    words.sheets.item,
    ...members.map((member) => (member === '' ? words.sheets.value : spellOut(member))),
  ];
  const hintOf = (field: Field | undefined): string => {
    const sure = field?.confidence ?? null;
    return sure === null ? '' : words.sure(formatConfidence(sure));
  };
  if (items.length * heads.length > MOST_DRAWN_WHOLE)
    return <LongTable items={items} members={members} heads={heads} hintOf={hintOf} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className={classes['itemsScroll']} tabIndex={0} aria-label={words.sheets.lineItems}>
      <table className={classes['items']}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may have one name
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {members.map((member) => (
                <td key={member} title={hintOf(item[member])}>
                  {textOf(item[member])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface LongTableProps {
  readonly items: Items;
  readonly members: readonly string[];
  readonly heads: readonly string[];
  readonly hintOf: (field: Field | undefined) => string;
}

/** The same for lists of any length: what is in sight is drawn. */
function LongTable({ items, members, heads, hintOf }: LongTableProps) {
  const words = useWords().batch;
  const cellAt = (row: number, column: number): SheetCell => {
    const field = column === 0 ? undefined : items[row]?.[members[column - 1] ?? ''];
    const content = column === 0 ? String(row + 1) : textOf(field);
    const hint = [content, hintOf(field)].filter((text) => text !== '').join('\n');
    return { key: String(column), row, column, tall: 1, wide: 1, id: null, hint, content };
  };
  return (
    <CellSheet
      label={words.sheets.lineItems}
      rows={items.length}
      columns={heads.length}
      head={(column) => heads[column] ?? ''}
      isNumbered
      cellsIn={(rows, columns) => {
        const cells: SheetCell[] = [];
        for (let row = rows[0]; row <= rows[1]; row += 1)
          for (let column = columns[0]; column <= columns[1]; column += 1) cells.push(cellAt(row, column));
        return cells;
      }}
      spotOf={() => null}
    />
  );
}
