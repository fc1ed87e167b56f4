import type { ImageId } from '#shared/domain/catalogue.ts';
import type { MeterDrop, MonthApart, UsageBook } from '#shared/domain/history.ts';

/** Something to know about the numbers of a book. */
export type UsageNote =
  | { readonly kind: 'stale'; readonly id: string; readonly images: readonly ImageId[] }
  | { readonly kind: 'gap-open'; readonly id: string; readonly image: ImageId; readonly from: string }
  | { readonly kind: 'gap'; readonly id: string; readonly image: ImageId; readonly from: string; readonly to: string }
  | { readonly kind: 'gaps'; readonly id: string; readonly image: ImageId; readonly count: number }
  | { readonly kind: 'drop'; readonly id: string; readonly drops: readonly [MeterDrop, ...MeterDrop[]] }
  | { readonly kind: 'apart'; readonly id: string; readonly apart: MonthApart };

/** More closed gaps of one container than this are told by their number. */
const MOST_GAPS = 2;

/** What has to be known of a book's numbers, what needs somebody first, then the newest first. */
export function notesOf({ stale, gaps, drops, monthsApart }: UsageBook): readonly UsageNote[] {
  const closed = gaps.filter(({ to }) => to !== null);
  const images = [...new Set(closed.map(({ image }) => image))];
  const ended = images.flatMap((image): UsageNote[] => {
    const ofImage = closed.filter((gap) => gap.image === image);
    if (ofImage.length > MOST_GAPS) return [{ kind: 'gaps', id: `gaps ${image}`, image, count: ofImage.length }];
    return ofImage.toReversed().map(({ from, to }) => ({
      kind: 'gap',
      id: `gap ${image} ${from}`,
      image,
      from,
      to: to ?? from,
    }));
  });
  return [
    ...(stale.length > 0 ? [{ kind: 'stale' as const, id: 'stale', images: stale }] : []),
    ...gaps
      .filter(({ to }) => to === null)
      .map(({ image, from }): UsageNote => ({ kind: 'gap-open', id: `open ${image} ${from}`, image, from })),
    ...dropNotes(drops),
    ...monthsApart.map(
      (apart): UsageNote => ({ kind: 'apart', id: `apart ${apart.image} ${apart.meter} ${apart.month}`, apart }),
    ),
    ...ended,
  ];
}

/** Meters that went down together are told together, the newest first. */
function dropNotes(drops: readonly MeterDrop[]): readonly UsageNote[] {
  const together = new Map<string, [MeterDrop, ...MeterDrop[]]>();
  for (const drop of drops.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const key = `drop ${drop.at.slice(0, 10)} ${drop.why}`;
    const known = together.get(key);
    if (known) known.push(drop);
    else together.set(key, [drop]);
  }
  return [...together].map(([id, ofOnce]) => ({ kind: 'drop', id, drops: ofOnce }));
}
