// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be drawn in parts
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './grid.module.css';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { HEAD_ROW, moved, type Spot } from './spot.ts';

export interface GridColumn<R> {
  readonly key: string;
  readonly head: string;
  /** In px. */
  readonly width: number;
  /** Figures stand at the right. */
  readonly numeric?: boolean;
  readonly draw: (row: R) => ReactNode;
  /** The whole text of a cell that may be cut off. */
  readonly hint?: (row: R) => string | undefined;
  /** Instead of opening the row, e.g. its line items; null where this cell has nothing of its own to open. */
  readonly open?: (row: R) => (() => void) | null;
}

export interface GridSorting {
  readonly key: string;
  readonly descending: boolean;
}

interface GridProps<R> {
  readonly label: string;
  readonly columns: readonly GridColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly onOpen: (row: R) => void;
  readonly sorting: GridSorting | null;
  readonly onSort: (key: string) => void;
  readonly sortLabel: (head: string) => string;
  /** A field below each heading; null: none are shown. */
  readonly filter: ((column: GridColumn<R>) => ReactNode) | null;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
  /** How far it was scrolled when it was left. */
  readonly scrolled: { top: number; left: number };
  readonly empty: ReactNode;
}

export const ROW_HEIGHT = 36;
const HEAD_HEIGHT = 36;
const FILTER_HEIGHT = 40;
/** Columns are drawn one by one only where there are more than a screen holds. */
const OVERSCAN = 6;

/**
 * A table of any length: rows are drawn as they scroll into sight, the headings and the first column stay. One stop for the
 * Tab key; arrows, Home, End, Page up and down move within, Enter opens or sorts.
 */
export function Grid<R>(props: GridProps<R>) {
  const { label, columns, rows, rowKey, onOpen, sorting, onSort, spot, onSpot, filter, scrolled } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const headHeight = HEAD_HEIGHT + (filter ? FILTER_HEIGHT : 0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollPaddingStart: headHeight,
    initialOffset: scrolled.top,
    initialRect: { width: 800, height: 600 },
  });
  useEffect(() => {
    if (box.current) box.current.scrollLeft = scrolled.left;
  }, [scrolled]);

  const template = columns.map(({ width }) => `${width}px`).join(' ');
  const cellId = ({ row, column }: Spot): string => `${id}-${row}-${columns[column]?.key ?? ''}`;
  const go = (next: Spot): void => {
    onSpot(next);
    if (next.row !== HEAD_ROW) virtual.scrollToIndex(next.row, { align: 'auto' });
    reveal(box.current, columns, next.column);
  };
  const open = ({ row, column }: Spot): void => {
    const at = columns[column];
    if (row === HEAD_ROW) {
      if (at) onSort(at.key);
      return;
    }
    const value = rows[row];
    if (value !== undefined) (at?.open?.(value) ?? (() => onOpen(value)))();
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      open(spot);
      return;
    }
    const screenful = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - headHeight) / ROW_HEIGHT) - 1);
    const next = moved(spot, event, { rows: rows.length, columns: columns.length, screenful });
    if (!next) return;
    event.preventDefault();
    go(next);
  };
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={cellId(spot)}
      tabIndex={0}
      className={classes['grid'] ?? ''}
      onKeyDown={press}
      onScroll={({ currentTarget }) => {
        scrolled.top = currentTarget.scrollTop;
        scrolled.left = currentTarget.scrollLeft;
      }}
    >
      <div className={classes['sheet']} style={{ '--grid-columns': template } as Record<string, string>}>
        <GridHead
          columns={columns}
          sorting={sorting}
          onSort={onSort}
          sortLabel={props.sortLabel}
          filter={filter}
          active={spot.row === HEAD_ROW ? spot.column : null}
          cellId={(column) => cellId({ row: HEAD_ROW, column })}
        />
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
                id={id}
                active={spot.row === index ? spot.column : null}
                onSpot={onSpot}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
      {rows.length === 0 ? <div className={classes['empty']}>{props.empty}</div> : null}
    </div>
  );
}

/** Scrolls sideways until the column is in sight, past the first one, which stays. */
function reveal<R>(box: HTMLDivElement | null, columns: readonly GridColumn<R>[], at: number): void {
  if (!box || at === 0) return;
  const sticky = columns[0]?.width ?? 0;
  const left = columns.slice(0, at).reduce((sum, { width }) => sum + width, 0);
  const right = left + (columns[at]?.width ?? 0);
  if (left - sticky < box.scrollLeft) box.scrollLeft = left - sticky;
  else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
}
