import type { Interval, Tally, Verdict } from '#shared/domain/comparison.ts';

/** Whether one field was read right. */
export interface Judged {
  /** The document it is of; fields of one document tend to be right or wrong together. */
  readonly document: string;
  readonly verdict: Verdict;
  /** Nothing was expected and nothing was found. */
  readonly bothEmpty: boolean;
}

/** Counts verdicts and says how far the share can be relied on. */
export function tally(judged: readonly Judged[]): Tally {
  const counts = { right: 0, different: 0, missing: 0, unexpected: 0, unchecked: 0, bothEmpty: 0 };
  const clusters = new Map<string, { right: number; all: number }>();
  for (const { document, verdict, bothEmpty } of judged) {
    if (bothEmpty) {
      counts.bothEmpty += 1;
      continue;
    }
    counts[verdict] += 1;
    if (verdict === 'unchecked') continue;
    const cluster = clusters.get(document) ?? { right: 0, all: 0 };
    cluster.all += 1;
    if (verdict === 'right') cluster.right += 1;
    clusters.set(document, cluster);
  }
  const checked = counts.right + counts.different + counts.missing + counts.unexpected;
  const share = checked === 0 ? null : counts.right / checked;
  const interval = checked === 0 ? null : wilson(counts.right, checked, designEffect([...clusters.values()]));
  return { ...counts, checked, share, interval };
}

/** 97.5th percentile of the normal distribution: 95 % lie within it on both sides. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval of a share, 95 %: where the true share lies if these were drawn at random from many. `effect` is by
 * how much fewer independent observations there are than counted ones. Source: E. B. Wilson, 1927.
 */
export function wilson(right: number, all: number, effect = 1): Interval {
  const n = all / Math.max(1, effect);
  const p = right / all;
  const middle = (p + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, Math.min(p, middle - half)), high: Math.min(1, Math.max(p, middle + half)) };
}

/**
 * How much the variance grows because fields come in documents: a page that is scanned askew spoils all of its fields. The
 * ratio of the share's variance between documents to that of independent fields; 1 where it cannot be told, and never less.
 * Source: L. Kish, Survey Sampling, 1965.
 */
export function designEffect(clusters: readonly { readonly right: number; readonly all: number }[]): number {
  const count = clusters.length;
  const all = clusters.reduce((sum, cluster) => sum + cluster.all, 0);
  const p = clusters.reduce((sum, cluster) => sum + cluster.right, 0) / all;
  const alone = (p * (1 - p)) / all;
  if (count < 2 || alone === 0 || Number.isNaN(alone)) return 1;
  const squares = clusters.reduce((sum, cluster) => sum + (cluster.right - p * cluster.all) ** 2, 0);
  const between = (squares * count) / (count - 1) / all ** 2;
  return Math.max(1, between / alone);
}
