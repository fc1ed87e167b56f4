import { scaleBand } from 'd3-scale';
import { stack } from 'd3-shape';
import { axisWidth, quantityAxis, quantityScale, ticks } from './axis.ts';
import type { Bucket, Buckets } from './buckets.ts';
import { monthName, monthNumber } from './months.ts';
import type { Ink } from './palette.ts';
import { box, hatches, type Mark, type Scene, type Spot } from './scene.ts';

/** What is stacked: which of a bucket's values, in which ink. */
export interface Layer {
  readonly at: number;
  readonly ink: Ink;
  /** It counts what others count too, and is drawn in a narrow bar beside theirs, so that no bar shows a page twice. */
  readonly beside: boolean;
}

interface Column {
  readonly layers: readonly Layer[];
  /** Where it begins and how wide it is, of the room for a bar. */
  readonly from: number;
  readonly share: number;
}

/** The bars of a bucket: one for all, or a wide one and a narrow one beside it. */
function columnsOf(layers: readonly Layer[]): readonly Column[] {
  const [own, beside] = [layers.filter((one) => !one.beside), layers.filter((one) => one.beside)];
  if (own.length === 0 || beside.length === 0) return [{ layers, from: 0, share: 1 }];
  return [
    { layers: own, from: 0, share: 0.66 },
    { layers: beside, from: 0.72, share: 0.28 },
  ];
}

export interface StackedInput {
  readonly buckets: Buckets;
  readonly layers: readonly Layer[];
  readonly width: number;
  readonly height: number;
}

/** Bars by month or day, stacked by layer from the bottom up. Shares of several days and days without readings are hatched. */
export function stackedScene({ buckets: { by, list }, layers, width, height }: StackedInput): Scene {
  const columns = columnsOf(layers).map((column) => ({ ...column, stacked: stackOf(column.layers, list) }));
  const most = columns.flatMap(({ stacked }) => stacked.at(-1)?.map(([, end]) => end) ?? []);
  const [top, bottom] = [10, height - 38];
  const y = quantityScale(Math.max(0, ...most), { top, bottom });
  const steps = ticks(y);
  const frame = { left: axisWidth(steps), top, right: width - 4, bottom };
  const slots = scaleBand(list.keys(), [frame.left, frame.right]);
  const slot = slots.bandwidth();
  const bar = Math.min(56, Math.max(1, slot * (by === 'day' ? 0.82 : 0.7)));
  const paths = new Map<Ink, string[]>();
  const shared: string[] = [];
  const unread: string[] = [];
  const spots: Spot[] = [];
  for (const [index, bucket] of list.entries()) {
    const from = slots(index) ?? 0;
    const x = from + (slot - bar) / 2;
    spots.push({ x: from, y: top, width: slot, height: bottom - top });
    for (const { layers: inks, stacked, from: start, share } of columns) {
      const [left, wide] = [x + bar * start, bar * share];
      for (const [place, { ink }] of inks.entries()) {
        const [below, above] = stacked[place]?.[index] ?? [0, 0];
        if (above === below) continue;
        const tall = y(below) - y(above);
        // A hair of the surface between the layers, where there is room for it.
        const hair = tall > 3 ? 1 : 0;
        const parts = paths.get(ink) ?? [];
        parts.push(box(left, y(above), wide, tall - hair));
        paths.set(ink, parts);
      }
      const end = y(stacked.at(-1)?.[index]?.[1] ?? 0);
      if (bucket.state === 'spread') shared.push(box(left, end, wide, bottom - end));
    }
    if (bucket.state === 'unknown') unread.push(box(from, top, slot, bottom - top));
  }
  const marks: Mark[] = [
    ...quantityAxis(steps, frame, y),
    ...[...paths].map(([ink, parts]): Mark => ({ kind: 'area', d: parts.join(''), ink })),
    ...hatches(shared, unread),
    ...timeAxis(list, by, frame.left, slot, bottom),
  ];
  return { width, height, marks, spots };
}

/** Where each layer begins and ends in each bucket, in quantities: by layer, then by bucket. */
const stackOf = (layers: readonly Layer[], list: readonly Bucket[]) =>
  stack<Bucket, Layer>()
    .keys(layers)
    .value(({ values }, { at }) => Number(values[at] ?? 0n))(list);

/** Names under the bars, as many as have room; years, or months of days, in a second line. */
function timeAxis(list: readonly Bucket[], by: 'month' | 'day', left: number, slot: number, bottom: number): Mark[] {
  const marks: Mark[] = [];
  const text = (index: number, line: 1 | 2, words: string): void => {
    const x = left + slot * (index + 0.5);
    marks.push({ kind: 'text', x, y: bottom + 2 + line * 16, text: words, ink: 'muted', anchor: 'middle' });
  };
  const every = [1, 2, 3, 5, 7, 10, 15].find((step) => step * slot >= (by === 'day' ? 22 : 30)) ?? 15;
  const yearEvery = [1, 2, 5, 10].find((years) => years * 12 * slot >= 34) ?? 10;
  for (const [index, { key }] of list.entries()) {
    const month = monthNumber(key);
    const [year, ofYear] = [key.slice(0, 4), month % 12];
    if (by === 'day') {
      const day = Number(key.slice(8));
      if ((day - 1) % every === 0 && (day + every <= 33 || every < 3)) text(index, 1, String(day));
      if (day === 1) text(index, 2, `${monthName(month)} ${year}`);
    } else if (slot * 3 < 30) {
      if (ofYear === 0 && Number(year) % yearEvery === 0) text(index, 1, year);
    } else {
      if (ofYear % Math.min(3, every) === 0) text(index, 1, monthName(month));
      if (ofYear === 0 || index === 0) text(index, 2, year);
    }
  }
  return marks;
}
