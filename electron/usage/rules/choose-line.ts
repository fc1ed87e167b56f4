import type { Month } from '#shared/domain/history.ts';
import type { Line, MeterState, PartState } from './line.ts';

/** Where a total was read. */
export interface Source {
  readonly container: string | null;
  readonly folder: string | null;
}

/**
 * The line that a meter's total goes on from, as its index; null where counting begins anew.
 *
 * The vendor's report sums "all usage found in the mounted record directory" (vendor contract 4), so a total belongs to a
 * folder. In a known folder the line of the same container comes first, then the one that was read last: a new container
 * goes on from the records of the old one. If the total is below that, counting begins anew. A folder that was never read
 * begins anew too, unless it holds a copy of the records before it.
 */
export function chooseLine(
  meter: MeterState,
  { container, folder }: Source,
  { total, months, current }: { total: bigint; months: ReadonlyMap<Month, bigint>; current: Month },
  folders: PartState['folders'],
): number | null {
  const { lines } = meter;
  const inFolder = newestFirst(lines).filter((at) => lines[at]?.folder === folder);
  const own = inFolder.find((at) => lines[at]?.container === container);
  const before = own ?? inFolder[0];
  if (before !== undefined) return rises(lines[before], total) ? before : null;
  const last = newestFirst(lines)[0];
  const line = last === undefined ? undefined : lines[last];
  if (last === undefined || !line || !rises(line, total) || folders.has(folder)) return null;
  // Taken over from a file that did not say which folder it was of.
  if (line.folder === null) return last;
  return isCopy(line, total, months, current) ? last : null;
}

const rises = (line: Line | undefined, total: bigint): boolean => line !== undefined && total >= line.last;

/**
 * Whether a folder that is read for the first time holds the records of `line`: the very same total, or a month that is
 * over and counted the same.
 */
function isCopy(line: Line, total: bigint, months: ReadonlyMap<Month, bigint>, current: Month): boolean {
  if (total === line.last) return total > 0n;
  return [...months].some(
    ([month, quantity]) => month < current && quantity > 0n && line.months.get(month)?.reported === quantity,
  );
}

function newestFirst(lines: readonly Line[]): number[] {
  return lines.map((_, at) => at).toSorted((a, b) => (lines[b]?.turn ?? 0) - (lines[a]?.turn ?? 0) || b - a);
}
