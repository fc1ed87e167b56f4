import type { ImageId } from '#shared/domain/catalogue.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import { seeded } from '#shared/usage/random.ts';
import type { Read } from '../usage/rules/follow.ts';
import { monthAt } from '../usage/rules/months.ts';

/** What a made history is made of; the same wish gives the same history. */
export interface MadeWish {
  readonly seed: number;
  /** The last day, as an instant in ms since 1970. */
  readonly until: number;
  readonly years: number;
  /** Of each container. */
  readonly meters: number;
  readonly deploymentId: string;
  /** Pages on an ordinary working day at the beginning. */
  readonly pagesADay: number;
}

export interface MadeUse {
  readonly reads: readonly { readonly image: ImageId; readonly read: Read }[];
  readonly entries: readonly LedgerEntry[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const UNITS = ['Pages', 'Documents', 'Calls', 'Tables', 'Fields', 'Lines', 'Words', 'Marks', 'Cells', 'Barcodes'];
/** Against pages, in hundredths; a document has a few pages, a page many lines. */
const SHARES = [100, 42, 45, 130, 900, 4200, 31_000, 300, 2600, 12];
/** By month: people go on holiday in August, and the year's end brings invoices. */
const SEASON = [96, 94, 104, 100, 98, 97, 84, 70, 103, 108, 112, 118];
/** Of the work that goes through Drydock itself; others send straight to the container. */
const OWN_SHARE = 0.965;

/**
 * A plausible use of an invoice deployment: growth, weekends, holidays, months of more and less, a reading each evening, now
 * and then days without one, once a year another output folder, once a container that lost its records.
 */
export function madeUse({ seed, until, years, meters, deploymentId, pagesADay }: MadeWish): MadeUse {
  const chance = seeded(seed);
  const days = Math.round(years * 365.25);
  const first = Math.floor(until / DAY_MS) - days + 1;
  const ledgerFrom = first + Math.floor(days * 0.4);
  const images = (['invoice', 'layout'] as const).map((image) => ({
    image,
    names: Array.from({ length: meters }, (_, at) => meterName(image, at)),
    folder: folderOf(image, first),
    container: idFrom(chance),
    folders: new Map<string, Counts>(),
  }));
  const reads: { image: ImageId; read: Read }[] = [];
  const entries: LedgerEntry[] = [];
  let silentUntil = 0;
  for (let day = first; day < first + days; day++) {
    const at = day * DAY_MS;
    const pages = pagesOn(at, (day - first) / 365.25, pagesADay, chance);
    if ((day - first) % 365 === 300) for (const one of images) one.folder = folderOf(one.image, day);
    if (day - first === Math.floor(days * 0.62)) {
      // A new container in the same folder, whose records were not carried over.
      for (const one of images) {
        one.container = idFrom(chance);
        one.folders.delete(one.folder);
      }
    }
    if (chance() < 1 / 260) silentUntil = day + 2 + Math.floor(chance() * 6);
    const readAt = Math.min(until, at + 17 * 60 * 60 * 1000 + Math.floor(chance() * 50 * 60 * 1000));
    for (const { image, names, folder, container, folders } of images) {
      const counts = folders.get(folder) ?? { totals: new Map(), months: new Map() };
      folders.set(folder, counts);
      for (const [place, name] of names.entries()) add(counts, monthAt(at), name, unitsOf(pages, place));
      if (day < silentUntil) continue;
      const totals = names.map((name) => ({ name, quantity: counts.totals.get(name) ?? 0n }));
      const asked = [...new Set([monthAt(at - 2 * DAY_MS), monthAt(at)])];
      const months = asked.flatMap((month) => {
        const inMonth = counts.months.get(month);
        return inMonth ? [{ month, meters: [...inMonth].map(([name, quantity]) => ({ name, quantity })) }] : [];
      });
      reads.push({ image, read: { container, folder, readAt, runningSince: null, totals, months } });
    }
    if (day >= ledgerFrom) entries.push(...sentOn(at, Math.round(pages * OWN_SHARE), deploymentId, chance));
  }
  return { reads, entries: entries.filter(({ sentAt }) => Date.parse(sentAt) <= until) };
}

interface Counts {
  readonly totals: Map<string, bigint>;
  readonly months: Map<string, Map<string, bigint>>;
}

function add({ totals, months }: Counts, month: string, name: string, quantity: bigint): void {
  const inMonth = months.get(month) ?? new Map<string, bigint>();
  months.set(month, inMonth);
  totals.set(name, (totals.get(name) ?? 0n) + quantity);
  inMonth.set(name, (inMonth.get(name) ?? 0n) + quantity);
}

function pagesOn(at: number, years: number, pagesADay: number, chance: () => number): number {
  const date = new Date(at);
  const weekday = date.getUTCDay();
  const growth = 1.12 ** years;
  const season = (SEASON[date.getUTCMonth()] ?? 100) / 100;
  const week = weekday === 0 ? 0.01 : weekday === 6 ? 0.08 : weekday === 1 ? 1.2 : 1;
  const noise = 0.75 + chance() * 0.5;
  return isHoliday(date) ? 0 : Math.round(pagesADay * growth * season * week * noise);
}

const HOLIDAYS = ['01-01', '05-01', '12-24', '12-25', '12-26', '12-31'];
const isHoliday = (date: Date): boolean => HOLIDAYS.includes(date.toISOString().slice(5, 10));

const unitsOf = (pages: number, place: number): bigint =>
  BigInt(Math.round((pages * (SHARES[place % SHARES.length] ?? 100)) / 100));

/** `CognitiveServices.FormRecognizer.Container.InvoicePages`: the pattern is an inference of the vendor contract (4.2). */
function meterName(image: 'invoice' | 'layout', place: number): string {
  const unit = UNITS[place % UNITS.length] ?? 'Pages';
  const round = Math.floor(place / UNITS.length);
  return `CognitiveServices.FormRecognizer.Container.${image === 'invoice' ? 'Invoice' : 'Layout'}${unit}${round || ''}`;
}

const folderOf = (image: ImageId, day: number): string =>
  `/srv/drydock/invoices/${image}/output-${new Date(day * DAY_MS).toISOString().slice(0, 10)}`;

/** The day's pages as documents. */
function sentOn(at: number, pages: number, deploymentId: string, chance: () => number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let left = pages; left > 0; ) {
    const size = Math.min(left, 1 + Math.floor(chance() * Math.max(8, pages / 6)));
    left -= size;
    const sentAt = new Date(at + 7 * 60 * 60 * 1000 + Math.floor(chance() * 9 * 60 * 60 * 1000)).toISOString();
    const outcome = chance() < 0.004 ? 'unknown' : 'succeeded';
    const known = outcome === 'succeeded' ? size : null;
    entries.push({ deploymentId, feature: 'invoice', sentAt, from: 'batch', outcome, pages: known });
  }
  return entries;
}

const idFrom = (chance: () => number): string =>
  Array.from({ length: 64 }, () => Math.floor(chance() * 16).toString(16)).join('');
