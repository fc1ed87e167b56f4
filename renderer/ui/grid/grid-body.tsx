// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be drawn in parts
import { useVirtualizer } from '@tanstack/react-virtual';
import { type GridColumn, ROW_HEIGHT } from './column.ts';
import classes from './grid.module.css';
import { GridRow } from './grid-row.tsx';
import type { Spot } from './spot.ts';

interface GridBodyProps<R> {
  readonly id: string;
  /** What scrolls; null before it is there. */
  readonly box: HTMLElement | null;
  readonly columns: readonly GridColumn<R>[];
  /** First and last column drawn besides the very first. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly scrolledTo: number;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
  readonly onOpen: (row: R, column: string) => void;
}

const OVERSCAN = 6;

/** The rows in sight. Apart from the headings, so that scrolling draws nothing but rows. */
export function GridBody<R>(props: GridBodyProps<R>) {
  const { id, box, columns, from, to, rows, rowKey, scrolledTo, spot, onSpot, onOpen } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    initialOffset: scrolledTo,
    // React draws them with the next frame instead of within the scroll event.
    useFlushSync: false,
  });
  return (
    <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <GridRow
            key={rowKey(row)}
            row={row}
            index={index}
            top={start}
            columns={columns}
            from={from}
            to={to}
            id={id}
            active={spot.row === index ? spot.column : null}
            onSpot={onSpot}
            onOpen={onOpen}
          />
        );
      })}
    </div>
  );
}
