const GIB = 1024 ** 3;

/** Memory sizes that a slider offers, in bytes: halves of a gigabyte up to four, then whole ones, up to the host's. */
export function memoryMarks(hostBytes: number | null, current: number): readonly number[] {
  const most = Math.max(hostBytes ?? 32 * GIB, current);
  const marks: number[] = [];
  for (let size = GIB / 2; size <= most; size += size < 4 * GIB ? GIB / 2 : GIB) marks.push(size);
  return [...new Set([...marks, current])].toSorted((a, b) => a - b);
}

export type SizeVerdict = 'fits' | 'below-recommended' | 'below-minimum' | 'above-host';

/** How an amount stands to what the vendor asks for and to what the host has. */
export function sizeVerdict(amount: number, minimum: number, recommended: number, host: number | null): SizeVerdict {
  if (host !== null && host > 0 && amount > host) return 'above-host';
  if (amount < minimum) return 'below-minimum';
  return amount < recommended ? 'below-recommended' : 'fits';
}
