import { z } from 'zod';
import { FeatureId, ImageId } from './catalogue.ts';

/**
 * A meter's quantity: a whole number of up to 64 bits, so a `bigint` on every side of the door.
 * Source: vendor contract 4, quantities in samples.
 */
export const Quantity = z.bigint().nonnegative();
export type Quantity = z.infer<typeof Quantity>;

/** `2026-11`. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
export type Month = z.infer<typeof Month>;
/** `2026-11-24`, a day in UTC: plans, licences and months end by UTC. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export type Day = z.infer<typeof Day>;

/** One meter as the service reports it; `name` is any string (vendor contract 4.2). */
export const MeterReading = z.object({ name: z.string(), quantity: Quantity });
export type MeterReading = z.infer<typeof MeterReading>;

/** What one container reported at one time. Kept for ever: it is billing evidence. */
export const Reading = z.object({
  deploymentId: z.string(),
  image: ImageId,
  readAt: z.iso.datetime(),
  /** The container and the folder it reported from: a drop of a total is explained by a change of these. */
  containerId: z.string().nullable(),
  outputFolder: z.string().nullable(),
  totals: z.array(MeterReading),
  months: z.array(z.object({ month: Month, meters: z.array(MeterReading) })),
});
export type Reading = z.infer<typeof Reading>;

/** Which meter of which container. */
export const MeterKey = z.object({ image: ImageId, meter: z.string() });
export type MeterKey = z.infer<typeof MeterKey>;

export const MeterTotal = MeterKey.extend({ quantity: Quantity });
export type MeterTotal = z.infer<typeof MeterTotal>;

/** What a meter counted in a month; drops are not counted twice. */
export const MonthUse = MeterKey.extend({ month: Month, quantity: Quantity });
export type MonthUse = z.infer<typeof MonthUse>;

/**
 * What a meter counted between two readings, told by UTC day. Where more than a day lies between them `from` and `to`
 * differ, and on which of these days it was used is not known.
 */
export const DayUse = MeterKey.extend({ from: Day, to: Day, quantity: Quantity });
export type DayUse = z.infer<typeof DayUse>;

/**
 * A meter's {@link DayUse} as columns: ten years of twenty meters as one object for each day take a quarter of a second
 * through Electron's bridge, as columns a hundredth.
 */
export const MeterDays = MeterKey.extend({
  /** The day of the first of `quantities`. */
  from: Day,
  /** One for each day from `from` on, without holes; 0 on days that `spread` or a gap covers. */
  quantities: z.array(Quantity),
  /** Use of which only the span is known: more than a day lay between two readings. */
  spread: z.array(z.object({ from: Day, to: Day, quantity: Quantity })),
});
export type MeterDays = z.infer<typeof MeterDays>;

/** A time without readings while there should have been some. */
export const ReadingGap = z.object({ image: ImageId, from: z.string(), to: z.string().nullable() });
export type ReadingGap = z.infer<typeof ReadingGap>;

/**
 * Counting began anew: a total went down, or another output folder was read for the first time (then `after` may be above
 * `before`). What the meter had counted stays, what it counts from there is added, nothing twice.
 */
export const MeterDrop = MeterKey.extend({
  at: z.string(),
  before: Quantity,
  after: Quantity,
  why: z.enum(['another-output-folder', 'another-container', 'unknown']),
});
export type MeterDrop = z.infer<typeof MeterDrop>;

/**
 * A month for which its own route and the differences of totals do not agree, by more than the readings around its ends
 * explain. The route's value is the one that counts; this tells that somebody should look.
 */
export const MonthApart = MeterKey.extend({ month: Month, reported: Quantity, counted: Quantity });
export type MonthApart = z.infer<typeof MonthApart>;

/**
 * A document that Drydock sent and the service took. One line of Drydock's own ledger, written as `unknown` when the service
 * took it, and again with the same `sentAt` once it ended as `succeeded` or `failed`, which takes the place of the first.
 */
export const LedgerEntry = z.object({
  deploymentId: z.string(),
  feature: FeatureId,
  sentAt: z.iso.datetime(),
  from: z.enum(['analyse', 'batch']),
  /** `unknown`: cancelled or broken off after the service took it; it may have counted. */
  outcome: z.enum(['succeeded', 'failed', 'unknown']),
  /** As the answer counts them; for other outcomes as far as Drydock knows, else null. */
  pages: z.int().nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

const LedgerCount = {
  /** Documents that were analysed; one that failed is no use that was bought. */
  documents: z.int(),
  /** Pages of these, as the answers counted them. */
  pages: Quantity,
  /** Documents whose end is not known; they may be on the meter or not. */
  uncertain: z.int(),
};

/**
 * Ledger and meters over the same time: from the newest reading before the ledger's first entry to the newest reading. Where
 * entries are older than all readings: from the first entry if the container had counted nothing at its first reading, else
 * from the first reading at which nothing sent was still to be counted.
 */
export const LedgerComparison = z.object({
  from: z.string(),
  to: z.string(),
  ...LedgerCount,
  /** What each meter of the container counted meanwhile; `difference` is that less the ledger's pages. */
  meters: z.array(z.object({ meter: z.string(), counted: Quantity, difference: z.bigint() })),
});
export type LedgerComparison = z.infer<typeof LedgerComparison>;

/** What the ledger expects on a container's meters: an invoice counts on the invoice and on the layout meter. */
export const LedgerSum = z.object({
  image: ImageId,
  ...LedgerCount,
  /** The first entry. */
  since: z.string().nullable(),
  /** Null while there are no two readings to compare between. */
  compared: LedgerComparison.nullable(),
});
export type LedgerSum = z.infer<typeof LedgerSum>;

/** All that is known of a deployment's usage; what a screen needs in one read. */
export const UsageBook = z.object({
  deploymentId: z.string(),
  /** The newest reading of all; null before the first. */
  readAt: z.string().nullable(),
  readings: z.int(),
  /** Containers that run and did not answer when they were last asked. */
  stale: z.array(ImageId),
  totals: z.array(MeterTotal),
  months: z.array(MonthUse),
  monthsApart: z.array(MonthApart),
  /** One entry for each meter. `shared/rules/meter-days.ts` makes columns of {@link DayUse} and back. */
  days: z.array(MeterDays),
  gaps: z.array(ReadingGap),
  drops: z.array(MeterDrop),
  ledger: z.array(LedgerSum),
});
export type UsageBook = z.infer<typeof UsageBook>;
