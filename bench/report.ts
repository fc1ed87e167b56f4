/** One figure: ours, the rival's, and the ratio ours / rival, all taken in the same run. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly ratio: number;
}

/** The middle of the values; of an even number the mean of the two in the middle. Fails on none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  if (low === undefined || high === undefined) throw new Error('no values');
  return (low + high) / 2;
}

export interface Row {
  readonly name: string;
  readonly ours: readonly number[];
  readonly rival: readonly number[];
  readonly unit: string;
  readonly against: string;
}

/** Medians of alternating runs as a figure. */
export const figureOf = ({ ours, rival, unit, against }: Row): Figure => ({
  value: Math.round(median(ours) * 1000) / 1000,
  unit,
  against,
  ratio: Math.round((median(ours) / median(rival)) * 1000) / 1000,
});

/** Prints the rows as a table and, where it was asked for, one line of JSON at the end. */
export function report(bench: string, rows: readonly Row[]): void {
  const spread = (values: readonly number[]): string =>
    `${median(values).toFixed(3)} (${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)})`;
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          [`Drydock, ${row.unit}`]: spread(row.ours),
          [row.against]: spread(row.rival),
          ratio: figureOf(row).ratio,
          runs: row.ours.length,
        },
      ]),
    ),
  );
  if (!process.argv.includes('--json')) return;
  const figures = Object.fromEntries(rows.map((row) => [row.name, figureOf(row)]));
  console.log(JSON.stringify({ bench, figures }));
}
