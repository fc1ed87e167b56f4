import type { ResultCell, ResultTable, ResultView } from '#shared/results/view.ts';
import { useWords } from '../../words.tsx';
import classes from './results.module.css';

/** The tables as tables, with their spans. */
export function TablesTab({ view }: { readonly view: ResultView }) {
  const words = useWords().analyse;
  return view.tables.map((table, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
    <section key={at} className={classes['document']} aria-label={words.tableAt(at + 1)}>
      <header className={classes['documentHead']} data-result-id={`t/${at}`}>
        <h2>{words.tableAt(at + 1)}</h2>
        <span>{words.tableSize(table.rows, table.columns, view.pages[table.place.page]?.number ?? 1)}</span>
      </header>
      <div className={classes['itemsScroll']}>
        <table className={classes['grid']}>
          <tbody>
            {rowsOf(table).map(([row, cells]) => (
              <tr key={row}>
                {cells.map(([index, cell]) => (
                  <Cell key={index} cell={cell} id={`t/${at}/${index}`} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  ));
}

function Cell({ cell, id }: { readonly cell: ResultCell; readonly id: string }) {
  const Tag = cell.header ? 'th' : 'td';
  return (
    <Tag rowSpan={cell.rowSpan} colSpan={cell.columnSpan} data-result-id={id}>
      {cell.text}
    </Tag>
  );
}

type Indexed = readonly [index: number, cell: ResultCell];

/** Every row of the table, the ones that spans from above fill included. */
function rowsOf(table: ResultTable): readonly (readonly [number, readonly Indexed[]])[] {
  const cells = table.cells.map((cell, index): Indexed => [index, cell]);
  return Array.from({ length: table.rows }, (_, row) => [row, cells.filter(([, cell]) => cell.row === row)] as const);
}
