import { type ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type LedgerSum, type MeterDays, MeterDrop, type UsageBook } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { compare } from '#shared/rules/usage/compare.ts';
import { missingSince } from '#shared/rules/usage/gaps.ts';
import { monthSums, monthsApart } from '#shared/rules/usage/month-use.ts';
import { big, type Database, int, maybe, text } from './database.ts';
import { totalsOf } from './keep.ts';
import { firstSentAt, sentBetween } from './ledger.ts';
import type { KnownPart } from './state.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

export interface BookNeeds {
  readonly database: Database;
  readonly deployment: Pick<Deployment, 'id' | 'feature'>;
  /** The parts that were ever read, in the order of the deployment. */
  readonly parts: readonly (KnownPart & { readonly image: ImageId })[];
  /** Containers that run and did not answer when they were last asked. */
  readonly stale: readonly ImageId[];
  readonly now: Date;
}

/** All that is known of a deployment's usage, from what the rules made of each reading as it came. */
export function makeBook({ database, deployment, parts, stale, now }: BookNeeds): UsageBook {
  const newest = parts.flatMap(({ state }) => state.newest?.readAt ?? []);
  return {
    deploymentId: deployment.id,
    readAt: newest.length === 0 ? null : iso(Math.max(...newest)),
    readings: parts.reduce((sum, { readings }) => sum + readings, 0),
    stale: [...stale],
    totals: parts.flatMap((part) => totalsOf(part).map((total) => ({ image: part.image, ...total }))),
    months: parts.flatMap(({ image, state }) =>
      [...state.meters].flatMap(([meter, one]) => monthSums(one).map((sum) => ({ image, meter, ...sum }))),
    ),
    monthsApart: parts.flatMap(({ image, state }) =>
      [...state.meters].flatMap(([meter, { lines }]) =>
        lines.flatMap((line) => monthsApart(line).map((apart) => ({ image, meter, ...apart }))),
      ),
    ),
    days: parts.flatMap((part) => daysOf(database, part)),
    gaps: parts.flatMap((part) => gapsOf(database, part, now)),
    drops: parts.flatMap((part) => dropsOf(database, part)),
    ledger: imagesFor(deployment.feature).map((image) => ledgerOf(database, deployment.id, image, parts)),
  };
}

/**
 * Use by day of each meter of a part. One text for each meter, put together by the database: handing over every day by
 * itself took ten times as long.
 */
function daysOf(database: Database, { image, meters }: KnownPart & { readonly image: ImageId }): MeterDays[] {
  return [...meters].flatMap(([meter, meterId]) => {
    const spans = database.all('SELECT first, last, quantity FROM day WHERE meter = ? AND first < last', meterId);
    const single = database.get(
      `SELECT MIN(first) AS first, GROUP_CONCAT(first || ':' || quantity, ' ') AS days
         FROM day WHERE meter = ? AND first = last`,
      meterId,
    );
    const spread = spans.map(({ first, last, quantity }) => ({
      from: dayOf(int(first)),
      to: dayOf(int(last)),
      quantity: big(quantity),
    }));
    const from = maybe(int, single?.['first'] ?? null) ?? maybe(int, spans[0]?.['first'] ?? null);
    if (from === null) return [];
    return [
      { image, meter, from: dayOf(from), quantities: columnOf(maybe(text, single?.['days'] ?? null), from), spread },
    ];
  });
}

/** `20781:12 20783:4` as one quantity for each day from `from` on. */
function columnOf(days: string | null, from: number): bigint[] {
  if (days === null) return [];
  const told = days.split(' ').map((one) => one.split(':'));
  const last = told.reduce((most, [day]) => Math.max(most, Number(day)), from);
  const quantities = new Array<bigint>(last - from + 1).fill(0n);
  for (const [day, quantity] of told) quantities[Number(day) - from] = BigInt(quantity ?? 0);
  return quantities;
}

function gapsOf(
  database: Database,
  { id, image, state }: KnownPart & { readonly image: ImageId },
  now: Date,
): UsageBook['gaps'] {
  const closed = database
    .all('SELECT since, until FROM gap WHERE part = ? ORDER BY since', id)
    .map(({ since, until }) => ({ image, from: iso(int(since)), to: iso(int(until)) }));
  const missing = missingSince(state, now.getTime());
  return missing === null ? closed : [...closed, { image, from: iso(missing), to: null }];
}

function dropsOf(database: Database, { id, image }: KnownPart & { readonly image: ImageId }): UsageBook['drops'] {
  return database
    .all(
      `SELECT m.name, d.at, d.before, d.after, d.why FROM drop_seen d JOIN meter m ON m.id = d.meter
        WHERE m.part = ? ORDER BY d.at`,
      id,
    )
    .map(({ name, at, before, after, why }) => ({
      image,
      meter: text(name),
      at: iso(int(at)),
      before: big(before),
      after: big(after),
      why: MeterDrop.shape.why.parse(why),
    }));
}

function ledgerOf(database: Database, deploymentId: string, image: ImageId, parts: BookNeeds['parts']): LedgerSum {
  const whose = { deploymentId, image };
  const since = firstSentAt(database, whose);
  const part = parts.find((one) => one.image === image);
  const newest = part?.state.newest?.readAt;
  return {
    image,
    ...sentBetween(database, whose, 0, Number.MAX_SAFE_INTEGER),
    since: since === null ? null : iso(since),
    compared:
      part?.compared && newest !== undefined
        ? compare(part.state, part.compared, sentBetween(database, whose, part.compared.from, newest))
        : null,
  };
}
