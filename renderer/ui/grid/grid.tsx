// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be drawn in parts
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { type GridColumn, type GridSorting, ROW_HEIGHT } from './column.ts';
import classes from './grid.module.css';
import { GridBody } from './grid-body.tsx';
import { GridHead } from './grid-head.tsx';
import { HEAD_ROW, moved, type Spot } from './spot.ts';
import { useColumnWindow } from './use-column-window.ts';

interface GridProps<R> {
  readonly label: string;
  readonly columns: readonly GridColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** Of a row, on the column of this key. */
  readonly onOpen: (row: R, column: string) => void;
  /** Null: the order is given. */
  readonly sorting: GridSorting | null;
  readonly onSort: (key: string) => void;
  readonly sortLabel: (head: string) => string;
  /** A field below each heading; null: none are shown. */
  readonly filter: ((column: GridColumn<R>) => ReactNode) | null;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
  /** How far it was scrolled when it was left. */
  readonly scrolled: { top: number; left: number };
  /** Takes the focus when it appears, as when one comes back to it. */
  readonly takesFocus: boolean;
  readonly empty: ReactNode;
}

const HEAD_HEIGHT = 36;
const FILTER_HEIGHT = 40;

/**
 * A table of any length and width: what scrolls into sight is drawn, the headings and the first column stay. One stop for the
 * Tab key; arrows, Home, End, Page up and down move within, Enter opens or sorts.
 */
export function Grid<R>(props: GridProps<R>) {
  const { label, columns, rows, rowKey, onOpen, sorting, onSort, spot, onSpot, filter, scrolled } = props;
  const id = useId();
  // A state and not a ref: what is drawn within needs it at its own first drawing.
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const widths = useMemo(() => columns.map(({ width }) => width), [columns]);
  const { shown, look } = useColumnWindow(box, widths);
  const headHeight = HEAD_HEIGHT + (filter ? FILTER_HEIGHT : 0);
  useEffect(() => {
    box?.scrollTo(scrolled.left, scrolled.top);
  }, [box, scrolled]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it appears, and never later
  useEffect(() => {
    if (props.takesFocus) box?.focus({ preventScroll: true });
  }, [box]);

  const go = (next: Spot): void => {
    onSpot(next);
    if (box) reveal(box, widths, next, headHeight);
  };
  const open = ({ row, column }: Spot): void => {
    const at = columns[column];
    if (row === HEAD_ROW) {
      if (at) onSort(at.key);
      return;
    }
    const value = rows[row];
    if (value !== undefined) (at?.open?.(value) ?? (() => onOpen(value, at?.key ?? '')))();
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      open(spot);
      return;
    }
    const screenful = Math.max(1, Math.floor(((box?.clientHeight ?? 0) - headHeight) / ROW_HEIGHT) - 1);
    const next = moved(spot, event, { rows: rows.length, columns: columns.length, screenful });
    if (!next) return;
    event.preventDefault();
    go(next);
  };
  const template = widths.map((width) => `${width}px`).join(' ');
  return (
    <div
      ref={setBox}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={`${id}-${spot.row}-${columns[spot.column]?.key ?? ''}`}
      tabIndex={0}
      className={classes['grid'] ?? ''}
      onKeyDown={press}
      onScroll={({ currentTarget }) => {
        scrolled.top = currentTarget.scrollTop;
        scrolled.left = currentTarget.scrollLeft;
        look();
      }}
    >
      <div className={classes['sheet']} style={{ '--grid-columns': template } as Record<string, string>}>
        <GridHead
          id={id}
          columns={columns}
          sorting={sorting}
          onSort={onSort}
          sortLabel={props.sortLabel}
          filter={filter}
          active={spot.row === HEAD_ROW ? spot.column : null}
        />
        <GridBody
          id={id}
          box={box}
          columns={columns}
          from={shown.from}
          to={shown.to}
          rows={rows}
          rowKey={rowKey}
          scrolledTo={scrolled.top}
          spot={spot}
          onSpot={onSpot}
          onOpen={onOpen}
        />
      </div>
      {rows.length === 0 ? <div className={classes['empty']}>{props.empty}</div> : null}
    </div>
  );
}

/** Scrolls as little as it takes to bring a cell into sight, out from under the headings and the first column. */
function reveal(box: HTMLDivElement, widths: readonly number[], { row, column }: Spot, headHeight: number): void {
  if (row !== HEAD_ROW) {
    const top = row * ROW_HEIGHT;
    const bottom = top + ROW_HEIGHT + headHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }
  if (column === 0) return;
  const [sticky = 0] = widths;
  const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
  const right = left + (widths[column] ?? 0);
  if (left - sticky < box.scrollLeft) box.scrollLeft = left - sticky;
  else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
}
