import type { ResultCell, ResultTable } from '#shared/rules/results.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './results.module.css';

/** The tables as tables, with their spans. */
export function TablesTab({ tables }: { readonly tables: readonly ResultTable[] }) {
  const words = useWords().analyse;
  return tables.map((table, at) => (
    <section key={table.id} className={classes['document']} aria-label={words.tableAt(at + 1)}>
      <header className={classes['documentHead']} data-result-id={table.id}>
        <h2>{words.tableAt(at + 1)}</h2>
        <span>{words.tableSize(table.rows, table.columns, table.page)}</span>
      </header>
      <div className={classes['itemsScroll']}>
        <table className={classes['grid']}>
          <tbody>
            {rowsOf(table).map(([row, cells]) => (
              <tr key={row}>
                {cells.map((cell) => (
                  <Cell key={cell.id} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  ));
}

function Cell({ cell }: { readonly cell: ResultCell }) {
  const Tag = cell.header ? 'th' : 'td';
  return (
    <Tag rowSpan={cell.rowSpan} colSpan={cell.columnSpan} data-result-id={cell.id}>
      {cell.text}
    </Tag>
  );
}

/** Every row of the table, the ones that spans from above fill included. */
function rowsOf(table: ResultTable): readonly (readonly [number, readonly ResultCell[]])[] {
  const last = Math.max(table.rows - 1, ...table.cells.map(({ row }) => row));
  return Array.from({ length: last + 1 }, (_, row) => [row, table.cells.filter((cell) => cell.row === row)] as const);
}
