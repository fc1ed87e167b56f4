import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { MeterKey, UsageBook } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { type DayCell, type DayState, dayCells, daysKnown } from './day-cells.ts';
import { type MeterLine, meterId, metersOf, shortMeter } from './meters.ts';

/** Whose numbers a screen tells first: a commitment, or one meter. Meters are only added up where a contract does. */
export type Subject =
  | { readonly kind: 'commitment'; readonly id: string; readonly commitment: Commitment }
  | { readonly kind: 'meter'; readonly id: string; readonly key: MeterKey };

/** The commitments of a deployment, in the order of their terms. */
export const commitmentsOf = (deploymentId: string, all: readonly Commitment[]): readonly Commitment[] =>
  all
    .filter(({ deploymentIds }) => deploymentIds.includes(deploymentId))
    .toSorted((a, b) => a.startsOn.localeCompare(b.startsOn) || a.name.localeCompare(b.name));

/** What numbers can be told of: the commitments, then the meters. */
export const subjectsOf = (commitments: readonly Commitment[], meters: readonly MeterLine[]): readonly Subject[] => [
  ...commitments.map((commitment): Subject => ({ kind: 'commitment', id: `commitment ${commitment.id}`, commitment })),
  ...meters.map(({ id, key }): Subject => ({ kind: 'meter', id, key })),
];

/**
 * The subject to begin with: the commitment that runs, else the newest one, else the most used meter of the feature. One that
 * speaks of pages comes before others: plans are sold by the page.
 */
export function firstSubject(
  subjects: readonly Subject[],
  meters: readonly MeterLine[],
  feature: ImageId,
  today: string,
): Subject | null {
  const bought = subjects.flatMap((subject) => (subject.kind === 'commitment' ? [subject] : []));
  const running = bought.find(({ commitment: { startsOn, endsOn } }) => startsOn <= today && today <= endsOn);
  if (running) return running;
  const newest = bought.at(-1);
  if (newest) return newest;
  const ofFeature = meters.filter(({ key }) => key.image === feature);
  const own = ofFeature.length > 0 ? ofFeature : meters;
  const ofPages = own.filter(({ key }) => /page/i.test(shortMeter(key.meter)));
  const most = (ofPages.length > 0 ? ofPages : own).toSorted((a, b) =>
    a.total === b.total ? 0 : a.total < b.total ? 1 : -1,
  )[0];
  return subjects.find(({ id }) => id === most?.id) ?? null;
}

/** The terms of what was bought for the same meters, one after the other, oldest first. */
export function termsWith(commitment: Commitment, all: readonly Commitment[]): readonly Commitment[] {
  const key = (one: Commitment): string =>
    JSON.stringify([one.deploymentIds.toSorted(), one.meters.map(meterId).toSorted()]);
  return all.filter((one) => key(one) === key(commitment)).toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
}

/** The meters of a subject. */
export const metersOfSubject = (subject: Subject): readonly { readonly id: string; readonly key: MeterKey }[] =>
  subject.kind === 'meter'
    ? [{ id: subject.id, key: subject.key }]
    : subject.commitment.meters.map((key) => ({ id: meterId(key), key }));

/** What a subject's meters counted in a month (`2026-11`), over all these books. */
export function monthUse(subject: Subject, books: readonly UsageBook[], month: string): bigint {
  const ids = new Set(metersOfSubject(subject).map(({ id }) => id));
  return books
    .flatMap(({ months }) => months)
    .filter((use) => use.month === month && ids.has(meterId(use)))
    .reduce((sum, { quantity }) => sum + quantity, 0n);
}

const WORST: readonly DayState[] = ['unknown', 'spread', 'known', 'outside'];

/** A subject's days over several books, each with one value; a day is known as well as in the book that knows it worst. */
export function subjectDays(
  subject: Subject,
  books: readonly UsageBook[],
  first: number,
  last: number,
): readonly DayCell[] {
  const meters = metersOfSubject(subject);
  const all = books.map((book) => dayCells(book, meters, first, last));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at): DayCell => {
    const cells = all.flatMap((cellsOfBook) => cellsOfBook[at] ?? []);
    const state = WORST.find((one) => cells.some((cell) => cell.state === one)) ?? 'outside';
    const value = cells.flatMap(({ values }) => values).reduce((sum, one) => sum + one, 0n);
    return { day: first + at, state, values: [value] };
  });
}

/** The mean of a day over the last `most` whole days that were read; null where none was. */
export function recentPace(
  subject: Subject,
  books: readonly UsageBook[],
  most = 28,
): { readonly perDay: number; readonly days: number } | null {
  const known = books.flatMap((book) => daysKnown(book) ?? []);
  if (known.length === 0) return null;
  const last = Math.max(...known.map((one) => one.last)) - 1;
  const first = Math.max(last - most + 1, Math.min(...known.map((one) => one.first)));
  if (last < first) return null;
  const cells = subjectDays(subject, books, first, last);
  const sum = cells.reduce((total, { values }) => total + (values[0] ?? 0n), 0n);
  return { perDay: Number(sum) / cells.length, days: cells.length };
}

/** Today in UTC, as plans count it. */
export const todayOf = (now: Date): string => dayOf(Math.floor(now.getTime() / 86_400_000));

/** A subject's last thirty whole days and the running one, oldest first. */
export const recentDays = (subject: Subject, books: readonly UsageBook[], now: Date): readonly bigint[] => {
  const today = Math.floor(now.getTime() / 86_400_000);
  return subjectDays(subject, books, today - 30, today).map(({ values }) => values[0] ?? 0n);
};

/** The recent days of a deployment's main meter; null before anything was read. */
export function mainUse(book: UsageBook, { parts, feature }: Deployment, now: Date): readonly bigint[] | null {
  const meters = metersOf(
    book,
    parts.map(({ image }) => image),
  );
  const subject = firstSubject(subjectsOf([], meters), meters, feature, todayOf(now));
  return subject && book.readAt !== null ? recentDays(subject, [book], now) : null;
}
