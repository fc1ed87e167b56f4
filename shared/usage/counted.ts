import type { Commitment } from '../domain/commitment.ts';
import type { UsageBook } from '../domain/history.ts';
import { type Span, spansOf, usedWithin } from './spans.ts';
import { overlapsOf, termOf } from './terms.ts';

/** What counts on a commitment. */
export interface Counted {
  /** All use of its meters, whoever pays for it: what the forecast learns from. */
  readonly spans: readonly Span[];
  /** What counts on it of the days from `first` to `last`. */
  readonly within: (first: number, last: number) => bigint;
  /** The part of a day's use that counts on it, from 0 to 1. */
  readonly share: (day: number) => number;
}

interface Meter {
  readonly spans: readonly Span[];
  /** Days that another commitment pays for. */
  readonly taken: readonly { readonly first: number; readonly last: number }[];
  readonly weight: number;
}

/** What of the use of its meters counts on a commitment: days that another one pays for first are that one's. */
export function countedOf(commitment: Commitment, books: readonly UsageBook[], all: readonly Commitment[]): Counted {
  const before = overlapsOf(commitment, all).filter(({ pays }) => pays === 'other');
  const meters = books.flatMap((book) =>
    commitment.meters.map((key): Meter => {
      const spans = spansOf(book, key);
      const taken = before
        .filter(
          ({ other, meters: shared }) =>
            other.deploymentIds.includes(book.deploymentId) &&
            shared.some(({ image, meter }) => image === key.image && meter === key.meter),
        )
        .map(({ other }) => termOf(other));
      return { spans, taken, weight: Number(spans.reduce((sum, { quantity }) => sum + quantity, 0n)) };
    }),
  );
  const total = meters.reduce((sum, { weight }) => sum + weight, 0);
  return {
    spans: meters.flatMap(({ spans }) => spans),
    within: (first, last) =>
      meters.reduce(
        (sum, { spans, taken }) =>
          openStretches(first, last, taken).reduce((part, at) => part + usedWithin(spans, ...at), sum),
        0n,
      ),
    share(day) {
      const open = meters.filter(({ taken }) => !taken.some(({ first, last }) => day >= first && day <= last));
      if (open.length === meters.length) return 1;
      if (total === 0) return open.length / meters.length;
      return open.reduce((sum, { weight }) => sum + weight, 0) / total;
    },
  };
}

/** The days from `first` to `last` without those that are taken. */
function openStretches(first: number, last: number, taken: Meter['taken']): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let from = first;
  for (const one of taken.toSorted((a, b) => a.first - b.first)) {
    if (one.last < from || one.first > last) continue;
    if (one.first > from) stretches.push([from, one.first - 1]);
    from = Math.max(from, one.last + 1);
  }
  if (from <= last) stretches.push([from, last]);
  return stretches;
}
