import { useContext } from 'react';
import { useWords } from '../../ui/words.tsx';
import { clipboardRows } from '../exports/clipboard-table.ts';
import { type Doubt, isUnder } from '../model/field-lines.ts';
import type { ResultField } from '../model/view.ts';
import { spellApart } from '../model/walk.ts';
import { CellSheet, type SheetCell } from './cell-sheet.tsx';
import { Confidence, DoubtContext } from './confidence.tsx';
import { CopyTable } from './copy-table.tsx';
import { FieldText } from './field-row.tsx';
import classes from './fields.module.css';
import { MOST_DRAWN_WHOLE } from './sheet-window.ts';
import { memberOf } from './sheets.ts';

interface ItemsTableProps {
  readonly list: ResultField;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Line items: one row for each, one column for each member that any of them has. */
export function ItemsTable({ list, name, columns }: ItemsTableProps) {
  const words = useWords().results;
  const whole = list.children.some(({ text }) => text !== null);
  const names = spellApart(columns);
  const heads = [
    words.item,
    ...(whole ? [words.whole] : []),
    ...columns.map((column) => names(column) || words.noName),
  ];
  return (
    <section aria-label={name} className={classes['items']}>
      <header className={classes['itemsHead']} data-result-id={list.id}>
        <h3>{name}</h3>
        <span>{words.items(list.children.length)}</span>
        <CopyTable name={name} make={() => clipboardRows(rowsOf(list, heads, columns, whole))} />
      </header>
      {list.children.length * heads.length > MOST_DRAWN_WHOLE ? (
        <ItemsSheet list={list} name={name} columns={columns} heads={heads} whole={whole} />
      ) : (
        <SmallTable list={list} columns={columns} heads={heads} whole={whole} />
      )}
    </section>
  );
}

interface Drawn {
  readonly list: ResultField;
  readonly columns: readonly string[];
  readonly heads: readonly string[];
  /** Whether an item's own text has a column. */
  readonly whole: boolean;
}

function SmallTable({ list, columns, heads, whole }: Drawn) {
  const doubt = useContext(DoubtContext);
  return (
    <div className={classes['itemsScroll']}>
      <table>
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
          {list.children.map((item) => (
            <tr key={item.id} data-result-id={item.id} data-low={isUnder(item.confidence, doubt) || undefined}>
              <td className="tabular">
                {item.name}
                <Doubtful field={item} doubt={doubt} />
              </td>
              {whole ? (
                <td>
                  <FieldText field={item} />
                </td>
              ) : null}
              {columns.map((column) => (
                <Cell key={column} field={memberOf(item, column)} doubt={doubt} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same for lists of any length. */
function ItemsSheet({ list, name, columns, heads, whole }: Drawn & { readonly name: string }) {
  const doubt = useContext(DoubtContext);
  const words = useWords().results;
  const before = whole ? 2 : 1;
  const fieldAt = (row: number, column: number): ResultField | undefined => {
    const item = list.children[row];
    return item && column >= before ? memberOf(item, columns[column - before] ?? '') : item;
  };
  const cellAt = (row: number, column: number): SheetCell => {
    const field = fieldAt(row, column);
    const low = field ? isUnder(field.confidence, doubt) : false;
    const hidden = low && column > 0 && doubt.mode === 'hide';
    const content = column === 0 ? field?.name : hidden ? words.hidden : field ? <FieldText field={field} /> : null;
    const hint = column === 0 ? (field?.name ?? '') : hidden ? '' : textOf(field);
    const id = field?.id ?? null;
    return { key: String(column), row, column, tall: 1, wide: 1, id, isLow: low, hint, content };
  };
  return (
    <CellSheet
      label={name}
      rows={list.children.length}
      columns={heads.length}
      head={(column) => heads[column] ?? ''}
      isNumbered
      cellsIn={(rows, shown) => {
        const cells: SheetCell[] = [];
        for (let row = rows[0]; row <= rows[1]; row += 1)
          for (let column = shown[0]; column <= shown[1]; column += 1) cells.push(cellAt(row, column));
        return cells;
      }}
      spotOf={(id) => {
        if (!id.startsWith(`${list.id}/`)) return null;
        const row = Number(id.slice(list.id.length + 1).split('/')[0]);
        const member = list.children[row]?.children.find((child) => child.id === id);
        return { row, column: member ? columns.indexOf(member.name) + before : 0 };
      }}
    />
  );
}

function Cell({ field, doubt }: { readonly field: ResultField | undefined; readonly doubt: Doubt }) {
  const words = useWords().results;
  if (!field) return <td />;
  const low = isUnder(field.confidence, doubt);
  if (low && doubt.mode === 'hide') return <td className={classes['quiet']}>{words.hidden}</td>;
  return (
    <td data-result-id={field.id} data-low={low || undefined}>
      <FieldText field={field} />
      <Doubtful field={field} doubt={doubt} />
    </td>
  );
}

/** In a table only what is under the confidence says so; the rest would be noise. */
function Doubtful({ field, doubt }: { readonly field: ResultField; readonly doubt: Doubt }) {
  return isUnder(field.confidence, doubt) ? (
    <span className={classes['doubtful']}>
      <Confidence value={field.confidence} />
    </span>
  ) : null;
}

const textOf = (field: ResultField | undefined): string => field?.text ?? String(field?.value ?? '');

function* rowsOf(
  list: ResultField,
  heads: readonly string[],
  columns: readonly string[],
  whole: boolean,
): Iterable<readonly string[]> {
  yield heads;
  for (const item of list.children) yield rowOf(item, columns, whole);
}

const rowOf = (item: ResultField, columns: readonly string[], whole: boolean): readonly string[] => [
  item.name,
  ...(whole ? [textOf(item)] : []),
  ...columns.map((column) => textOf(memberOf(item, column))),
];
