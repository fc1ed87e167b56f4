import { type ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type LedgerSum, type MeterDays, MeterDrop, type UsageBook } from '#shared/domain/history.ts';
import { big, type Database, int, text } from './database.ts';
import type { Ledger } from './ledger.ts';
import { compare } from './rules/compare.ts';
import { missingSince } from './rules/gaps.ts';
import { countedIn } from './rules/line.ts';
import { monthSums, monthsApart } from './rules/month-use.ts';
import type { KnownPart } from './state.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** A container that was ever read, with what its readings came to. */
export interface BookPart extends KnownPart {
  readonly image: ImageId;
  readonly days: readonly MeterDays[];
}

export interface BookNeeds {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly deployment: Pick<Deployment, 'id' | 'feature'>;
  /** The parts that were ever read, in the order of the deployment. */
  readonly parts: readonly BookPart[];
  /** Containers that run and did not answer when they were last asked. */
  readonly stale: readonly ImageId[];
  readonly now: Date;
}

/** All that is known of a deployment's usage, from what the rules made of each reading as it came. */
export function makeBook({ database, ledger, deployment, parts, stale, now }: BookNeeds): UsageBook {
  const newest = parts.flatMap(({ state }) => state.newest?.readAt ?? []);
  return {
    deploymentId: deployment.id,
    readAt: newest.length === 0 ? null : iso(Math.max(...newest)),
    readings: parts.reduce((sum, { state }) => sum + state.readings, 0),
    stale: [...stale],
    totals: parts.flatMap((part) =>
      [...part.state.meters].map(([meter, one]) => ({ image: part.image, meter, quantity: countedIn(one) })),
    ),
    months: parts.flatMap(({ image, state }) =>
      [...state.meters].flatMap(([meter, one]) => monthSums(one).map((sum) => ({ image, meter, ...sum }))),
    ),
    monthsApart: parts.flatMap(({ image, state }) =>
      [...state.meters].flatMap(([meter, { lines }]) =>
        lines.flatMap((line) => monthsApart(line).map((apart) => ({ image, meter, ...apart }))),
      ),
    ),
    days: parts.flatMap(({ days }) => days),
    gaps: parts.flatMap((part) => gapsOf(database, part, now)),
    drops: parts.flatMap((part) => dropsOf(database, part)),
    ledger: imagesFor(deployment.feature).map((image) => ledgerOf(ledger, deployment.id, image, parts)),
  };
}

function gapsOf(database: Database, { id, image, state }: BookPart, now: Date): UsageBook['gaps'] {
  const closed = database
    .all('SELECT since, until FROM gap WHERE part = ? ORDER BY since', id)
    .map(({ since, until }) => ({ image, from: iso(int(since)), to: iso(int(until)) }));
  const missing = missingSince(state, now.getTime());
  return missing === null ? closed : [...closed, { image, from: iso(missing), to: null }];
}

function dropsOf(database: Database, { id, image }: BookPart): UsageBook['drops'] {
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

function ledgerOf(ledger: Ledger, deploymentId: string, image: ImageId, parts: BookNeeds['parts']): LedgerSum {
  const since = ledger.sentTimes(deploymentId, image).firstAt;
  const part = parts.find((one) => one.image === image);
  const newest = part?.state.newest?.readAt;
  return {
    image,
    ...ledger.sum(deploymentId, image),
    since: since === null ? null : iso(since),
    compared:
      part?.compared && newest !== undefined
        ? compare(part.state, part.compared, ledger.between(deploymentId, image, part.compared.from, newest))
        : null,
  };
}
