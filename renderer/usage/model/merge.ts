import type { ImageId } from '#shared/domain/catalogue.ts';
import type { MonthUse, UsageBook } from '#shared/domain/history.ts';
import { meterId } from './meters.ts';

/** The months of several deployments as one book, its meters of the same name added up: the whole of this computer. Without days. */
export function mergeBooks(books: readonly UsageBook[]): UsageBook {
  const add = <T extends { image: string; meter: string; quantity: bigint }>(
    all: readonly T[],
    key: (one: T) => string,
  ): T[] => {
    const sums = new Map<string, T>();
    for (const one of all) {
      const known = sums.get(key(one));
      // A copy of its own for each sum: tens of thousands of copies would take longer than all else.
      if (known) known.quantity += one.quantity;
      else sums.set(key(one), { ...one });
    }
    return [...sums.values()];
  };
  const reads = books.flatMap(({ readAt }) => (readAt === null ? [] : [readAt])).toSorted();
  return {
    deploymentId: '',
    readAt: reads.at(-1) ?? null,
    readings: books.reduce((sum, { readings }) => sum + readings, 0),
    stale: books.flatMap(({ stale }) => stale),
    totals: add(
      books.flatMap(({ totals }) => totals),
      meterId,
    ),
    months: add(
      books.flatMap(({ months }) => months),
      (one: MonthUse) => `${one.month} ${meterId(one)}`,
    ),
    monthsApart: books.flatMap(({ monthsApart }) => monthsApart),
    days: [],
    gaps: books.flatMap(({ gaps }) => gaps),
    drops: books.flatMap(({ drops }) => drops),
    ledger: books.flatMap(({ ledger }) => ledger),
  };
}

/** The book with the meters of its feature alone: a helper counts the same pages again. */
export function withoutHelpers(book: UsageBook, feature: ImageId | null): UsageBook {
  const own = ({ image }: { readonly image: ImageId }): boolean => feature === null || image === feature;
  return { ...book, totals: book.totals.filter(own), months: book.months.filter(own) };
}
