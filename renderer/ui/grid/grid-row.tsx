// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be drawn in parts
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid's own keys open what is pressed
import { memo } from 'react';
import type { GridColumn } from './column.ts';
import classes from './grid.module.css';
import type { Spot } from './spot.ts';

interface GridRowProps<R> {
  readonly row: R;
  readonly index: number;
  /** From the body's top, in px. */
  readonly top: number;
  readonly columns: readonly GridColumn<R>[];
  /** First and last column drawn besides the very first. */
  readonly from: number;
  readonly to: number;
  /** What the ids of the grid's cells begin with. */
  readonly id: string;
  /** Which of its cells the keys act on. */
  readonly active: number | null;
  readonly onSpot: (spot: Spot) => void;
  readonly onOpen: (row: R, column: string) => void;
}

function Row<R>({ row, index, top, columns, from, to, id, active, onSpot, onOpen }: GridRowProps<R>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes['row']}
      style={{ transform: `translateY(${top}px)` }}
      data-active={active !== null || undefined}
    >
      {columns.map((column, at) =>
        at !== 0 && (at < from || at > to) ? null : (
          <div
            key={column.key}
            id={`${id}-${index}-${column.key}`}
            role="gridcell"
            aria-colindex={at + 1}
            className={classes['cell']}
            style={{ gridColumn: at + 1 }}
            data-numeric={column.numeric || undefined}
            data-active={active === at || undefined}
            title={column.hint?.(row)}
            onClick={() => {
              onSpot({ row: index, column: at });
              column.open?.(row)?.();
            }}
            onDoubleClick={() => {
              if (!column.open?.(row)) onOpen(row, column.key);
            }}
          >
            {column.draw(row)}
          </div>
        ),
      )}
    </div>
  );
}

/** One row; drawn again only when something of its own has changed, which is what keeps scrolling smooth. */
export const GridRow = memo(Row) as typeof Row;
