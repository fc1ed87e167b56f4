// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be drawn in parts
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { GridColumn, GridSorting } from './column.ts';
import classes from './grid.module.css';
import { HEAD_ROW } from './spot.ts';

interface GridHeadProps<R> {
  /** What the ids of the grid's cells begin with. */
  readonly id: string;
  readonly columns: readonly GridColumn<R>[];
  readonly sorting: GridSorting | null;
  readonly onSort: (key: string) => void;
  readonly sortLabel: (head: string) => string;
  readonly filter: ((column: GridColumn<R>) => ReactNode) | null;
  readonly active: number | null;
}

/** The headings, each a button that sorts, and a field below each that filters. */
export function GridHead<R>({ id, columns, sorting, onSort, sortLabel, filter, active }: GridHeadProps<R>) {
  return (
    <div role="rowgroup" className={classes['head']}>
      <div role="row" aria-rowindex={1} className={classes['headRow']}>
        {columns.map(({ key, head, numeric }, at) => (
          <div
            key={key}
            id={`${id}-${HEAD_ROW}-${key}`}
            role="columnheader"
            aria-colindex={at + 1}
            {...(sorting ? { 'aria-sort': sorting.key !== key ? 'none' : directionOf(sorting) } : {})}
            className={classes['headCell']}
            data-numeric={numeric || undefined}
            data-active={active === at || undefined}
          >
            {sorting ? (
              <button type="button" tabIndex={-1} aria-label={sortLabel(head)} title={head} onClick={() => onSort(key)}>
                <span>{head}</span>
                {sorting.key === key ? (
                  sorting.descending ? (
                    <IconChevronDown size={14} aria-hidden />
                  ) : (
                    <IconChevronUp size={14} aria-hidden />
                  )
                ) : null}
              </button>
            ) : (
              <span className={classes['headText']} title={head}>
                {head}
              </span>
            )}
          </div>
        ))}
      </div>
      {filter ? (
        <div role="row" className={classes['filterRow']}>
          {columns.map((column, at) => (
            <div key={column.key} role="gridcell" aria-colindex={at + 1} className={classes['filterCell']}>
              {filter(column)}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

const directionOf = ({ descending }: GridSorting) => (descending ? 'descending' : 'ascending');
