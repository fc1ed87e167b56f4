import type { ReactNode } from 'react';

/** Of every row, in px. */
export const ROW_HEIGHT = 36;

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
