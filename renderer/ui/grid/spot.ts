/** The cell that the keys act on; the headings are the row before the first. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export const HEAD_ROW = -1;
export const FIRST_SPOT: Spot = { row: 0, column: 0 };

interface Keys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page up and Page down go by. */
  readonly screenful: number;
}

/** Where a key moves to; null for a key that does not move. */
export function moved(spot: Spot, { key, ctrlKey, metaKey, altKey }: Keys, extent: Extent): Spot | null {
  if (altKey) return null;
  const whole = ctrlKey || metaKey;
  const { row, column } = spot;
  const to = (next: Partial<Spot>): Spot => ({
    row: Math.max(HEAD_ROW, Math.min(extent.rows - 1, next.row ?? row)),
    column: Math.max(0, Math.min(extent.columns - 1, next.column ?? column)),
  });
  switch (key) {
    case 'ArrowUp':
      return to({ row: whole ? 0 : row - 1 });
    case 'ArrowDown':
      return to({ row: whole ? extent.rows - 1 : row + 1 });
    case 'ArrowLeft':
      return to({ column: whole ? 0 : column - 1 });
    case 'ArrowRight':
      return to({ column: whole ? extent.columns - 1 : column + 1 });
    case 'PageUp':
      return to({ row: Math.max(0, row - extent.screenful) });
    case 'PageDown':
      return to({ row: row + extent.screenful });
    case 'Home':
      return whole ? to({ row: 0, column: 0 }) : to({ column: 0 });
    case 'End':
      return whole ? to({ row: extent.rows - 1, column: extent.columns - 1 }) : to({ column: extent.columns - 1 });
    default:
      return null;
  }
}
