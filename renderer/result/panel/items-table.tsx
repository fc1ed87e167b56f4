import { useContext } from 'react';
import { useWords } from '../../ui/words.tsx';
import { type Doubt, isUnder } from '../model/field-lines.ts';
import type { ResultField } from '../model/view.ts';
import { spellApart } from '../model/walk.ts';
import { Confidence, DoubtContext } from './confidence.tsx';
import { CopyTable } from './copy-table.tsx';
import { FieldText } from './field-row.tsx';
import classes from './fields.module.css';

interface ItemsTableProps {
  readonly list: ResultField;
  readonly name: string;
  readonly columns: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Line items: one row for each, one column for each member that any of them has. */
export function ItemsTable({ list, name, columns, from, to }: ItemsTableProps) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  const whole = list.children.some(({ text }) => text !== null);
  const names = spellApart(columns);
  const heads = [
    words.item,
    ...(whole ? [words.whole] : []),
    ...columns.map((column) => names.get(column) || words.noName),
  ];
  return (
    <section aria-label={name} className={classes['items']}>
      <header className={classes['itemsHead']} data-result-id={from === 0 ? list.id : undefined}>
        <h3>{name}</h3>
        <span>{words.items(list.children.length)}</span>
        <CopyTable name={name} rows={() => [heads, ...list.children.map((item) => rowOf(item, columns, whole))]} />
      </header>
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
            {list.children.slice(from, to).map((item) => (
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
                  <Cell
                    key={column}
                    field={item.children.find(({ name: member }) => member === column)}
                    doubt={doubt}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
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

const rowOf = (item: ResultField, columns: readonly string[], whole: boolean): readonly string[] => [
  item.name,
  ...(whole ? [textOf(item)] : []),
  ...columns.map((column) => textOf(item.children.find(({ name }) => name === column))),
];
