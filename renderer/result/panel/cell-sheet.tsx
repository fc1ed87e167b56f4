import { type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { HighlightContext, markLit } from '../highlight.ts';
import classes from './cell-sheet.module.css';
import { COLUMN, columnsBetween, leftOf, NUMBER, ROW, rowsBetween, type Span } from './sheet-window.ts';

/** A cell of a sheet, where it is and how far it reaches. */
export interface SheetCell {
  readonly key: string;
  readonly row: number;
  readonly column: number;
  readonly tall: number;
  readonly wide: number;
  /** What it stands for; null for a place that is nothing of the answer. */
  readonly id: string | null;
  readonly isHead?: boolean;
  readonly isLow?: boolean;
  /** The whole text, since a cell shows one line. */
  readonly hint: string;
  readonly content: ReactNode;
}

interface CellSheetProps {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  /** Stay in sight above the rows; null where there are none. */
  readonly head: ((column: number) => string) | null;
  /** Whether the first column is a narrow one of numbers. */
  readonly isNumbered: boolean;
  /** The cells that reach into these rows and columns (both ends included), in order. */
  readonly cellsIn: (rows: Span, columns: Span) => readonly SheetCell[];
  /** Where what has this id is; null where it is not in this sheet. */
  readonly spotOf: (id: string) => { readonly row: number; readonly column: number } | null;
}

/** A table of any length and width in a box of its own: of both, only what is in sight is drawn. */
export function CellSheet({ label, rows, columns, head, isNumbered, cellsIn, spotOf }: CellSheetProps) {
  const highlight = useContext(HighlightContext);
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState({ rows: [0, 20] as Span, columns: [0, 8] as Span });
  const look = (): void => {
    const { scrollTop = 0, scrollLeft = 0, clientHeight = 0, clientWidth = 0 } = box.current ?? {};
    const next = {
      rows: rowsBetween(scrollTop, clientHeight, rows),
      columns: columnsBetween(scrollLeft, clientWidth, columns, isNumbered),
    };
    setShown((before) => (String([before.rows, before.columns]) === String([next.rows, next.columns]) ? before : next));
  };
  const latest = useRef({ look, spotOf });
  latest.current = { look, spotOf };
  useEffect(() => {
    const observer = new ResizeObserver(() => latest.current.look());
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const reveal = (id: string | null): void => {
      const spot = id === null ? null : latest.current.spotOf(id);
      if (spot && box.current) bring(box.current, spot, isNumbered);
    };
    const follow = (): void => {
      const lit = highlight.lit();
      if (lit?.from === 'page') reveal(lit.id);
    };
    // A sheet that appears because of a pick begins there.
    reveal(highlight.picked());
    follow();
    const ends = [highlight.subscribe(follow), highlight.onPick((id, from) => from === 'list' && reveal(id))];
    return () => {
      for (const end of ends) end();
    };
  }, [highlight, isNumbered]);
  useLayoutEffect(() => markLit(box.current, highlight));
  const cells = cellsIn(shown.rows, shown.columns);
  const byRow = new Map<number, SheetCell[]>();
  for (const cell of cells) byRow.set(cell.row, [...(byRow.get(cell.row) ?? []), cell]);
  const width = leftOf(columns, isNumbered);
  const headed = Array.from({ length: shown.columns[1] - shown.columns[0] + 1 }, (_, at) => shown.columns[0] + at);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be drawn in parts
    <div
      ref={box}
      role="table"
      aria-label={label}
      aria-rowcount={rows + (head ? 1 : 0)}
      aria-colcount={columns}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className={classes['sheet']}
      onScroll={look}
    >
      {head ? (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: a row of a table that is only read
        <div role="row" aria-rowindex={1} className={classes['heads']} style={{ width }}>
          {headed.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={column}
              role="columnheader"
              aria-colindex={column + 1}
              title={head(column)}
              className={classes['head']}
              style={{ left: leftOf(column, isNumbered), width: widthOf(column, 1, isNumbered) }}
            >
              {head(column)}
            </div>
          ))}
        </div>
      ) : null}
      <div className={classes['body']} style={{ width, height: rows * ROW }}>
        {[...byRow].map(([row, inRow]) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={row}
            role="row"
            aria-rowindex={row + (head ? 2 : 1)}
            className={classes['row']}
            style={{ transform: `translateY(${row * ROW}px)` }}
          >
            {inRow.map(({ key, column, tall, wide, id, isHead, isLow, hint, content }) => (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div
                key={key}
                role="cell"
                aria-colindex={column + 1}
                title={hint}
                className={classes['cell']}
                data-result-id={id ?? undefined}
                data-head={isHead || undefined}
                data-low={isLow || undefined}
                style={{
                  left: leftOf(column, isNumbered),
                  width: widthOf(column, wide, isNumbered),
                  height: tall * ROW,
                }}
              >
                {content}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const widthOf = (column: number, wide: number, isNumbered: boolean): number =>
  leftOf(column + wide, isNumbered) - leftOf(column, isNumbered);

/** Scrolls as little as it takes to have a cell in sight. */
function bring(box: HTMLElement, { row, column }: { row: number; column: number }, isNumbered: boolean): void {
  const [top, left] = [row * ROW, leftOf(column, isNumbered)];
  if (top < box.scrollTop || top + 2 * ROW > box.scrollTop + box.clientHeight)
    box.scrollTop = Math.max(0, top - box.clientHeight / 3);
  if (left < box.scrollLeft || left + COLUMN > box.scrollLeft + box.clientWidth)
    box.scrollLeft = Math.max(0, left - NUMBER);
}
