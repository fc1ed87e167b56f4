import type { FieldTally, Interval, Tally, Verdict } from '#shared/domain/comparison.ts';
import { formatCount } from '#shared/rules/format.ts';
import type { ComparedCell, Comparison } from './compare.ts';

/** The words of a saved comparison. */
export interface ReportWords {
  readonly head: readonly string[];
  readonly verdict: (verdict: Verdict) => string;
  readonly field: (field: string) => string;
}

/** Every compared cell, as rows of a file; fields that are empty on both sides are left out. */
export function comparisonRows(
  cells: readonly ComparedCell[],
  words: ReportWords,
): readonly (readonly (string | number)[])[] {
  return [
    words.head,
    ...cells
      .filter(({ bothEmpty }) => !bothEmpty)
      .map((cell) => [
        cell.document,
        cell.part + 1,
        words.field(cell.field),
        words.verdict(cell.verdict),
        cell.expected,
        cell.found ?? '',
        cell.expectedForm ?? '',
        cell.foundForm ?? '',
        cell.confidence ?? '',
      ]),
  ];
}

/** `0.9637` → `96.3`: one decimal, never rounded up to 100 or down to 0 where it is not. */
export function percent(share: number): string {
  if (share > 0.999 && share < 1) return '99.9';
  if (share > 0 && share < 0.001) return '0.1';
  return (share * 100).toFixed(1).replace(/\.0$/, '');
}

/** Share and interval of a tally in figures; null where nothing was checked. */
export function figures(tally: Tally): { readonly share: string; readonly low: string; readonly high: string } | null {
  const { share, interval } = tally;
  return share === null || interval === null ? null : { share: percent(share), ...bounds(interval) };
}

/** Rounded outwards, so that the interval that is said is never narrower than the one that was reckoned. */
const bounds = ({ low, high }: Interval): { readonly low: string; readonly high: string } => ({
  low: (Math.floor(low * 1000) / 10).toFixed(1),
  high: (Math.ceil(high * 1000) / 10).toFixed(1),
});

export interface SummaryWords {
  readonly title: string;
  readonly of: (folder: string) => string;
  readonly right: (share: string, checked: string) => string;
  readonly interval: (low: string, high: string) => string;
  readonly nothing: string;
  readonly documents: (count: number) => string;
  readonly notes: (comparison: Comparison) => readonly string[];
  readonly byField: string;
  readonly line: (field: string, tally: FieldTally, share: string) => string;
  readonly method: string;
}

/** The comparison on one page of plain text, for a hand-over. */
export function summaryText(comparison: Comparison, folder: string, at: string, words: SummaryWords): string {
  const { overall, fields, documents } = comparison;
  const figured = figures(overall);
  const checked = fields.filter(({ share }) => share !== null);
  return [
    words.title,
    words.of(folder),
    at,
    '',
    ...(figured
      ? [words.right(figured.share, formatCount(overall.checked)), words.interval(figured.low, figured.high)]
      : [words.nothing]),
    words.documents(documents),
    ...words.notes(comparison),
    '',
    words.byField,
    ...checked.map((field) => `  ${words.line(field.field, field, percent(field.share ?? 0))}`),
    '',
    words.method,
    '',
  ].join('\n');
}
