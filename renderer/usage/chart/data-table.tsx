import classes from './chart.module.css';

/** A table of texts: the first column names the row, the others are numbers unless they are said to be texts. */
export interface TableData {
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  /** Columns that hold texts, besides the first. */
  readonly texts?: readonly number[];
}

interface DataTableProps {
  readonly label: string;
  readonly table: TableData;
  readonly maxHeight?: number;
}

/** Numbers in full, in a real table that scrolls by itself. */
export function DataTable({ label, table: { head, rows, texts = [] }, maxHeight }: DataTableProps) {
  const side = (at: number): 'start' | 'end' => (at === 0 || texts.includes(at) ? 'start' : 'end');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable table has to be reachable by keyboard
    <section className={classes['scroll']} style={{ maxHeight }} tabIndex={0} aria-label={label}>
      <table className={`${classes['table']} tabular`} aria-label={label}>
        <thead>
          <tr>
            {head.map((name, at) => (
              <th key={name} scope="col" data-side={side(at)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th key={head[at]} scope="row" data-side="start">
                    {cell}
                  </th>
                ) : (
                  <td key={head[at]} data-side={side(at)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
