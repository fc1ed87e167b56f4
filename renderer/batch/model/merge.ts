import type { TableRow } from '#shared/domain/batch.ts';

/** The rows of a batch as far as they are known, and with which number to ask for what changed since. */
export interface KnownRows {
  readonly rows: readonly TableRow[];
  readonly upTo: number;
}

export const NO_ROWS: KnownRows = { rows: [], upTo: 0 };

/** Puts rows that came in the place of those their document had before; new documents come last. */
export function mergeRows(known: readonly TableRow[], came: readonly TableRow[]): readonly TableRow[] {
  if (came.length === 0) return known;
  const parts = new Map<string, TableRow[]>();
  for (const row of came) {
    const own = parts.get(row.item.id);
    if (own) own.push(row);
    else parts.set(row.item.id, [row]);
  }
  const merged: TableRow[] = [];
  for (const row of known) {
    const own = parts.get(row.item.id);
    if (own === undefined) merged.push(row);
    // Drawn in the place of the first part; for the others there is nothing left.
    else if (own.length > 0) merged.push(...own.splice(0));
  }
  for (const own of parts.values()) merged.push(...own);
  return merged;
}
