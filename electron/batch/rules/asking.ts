/** When to ask for a result: late enough to cost little, early enough that no finished answer waits. */

/**
 * What the answers so far say about how long a document takes: some time whatever its length (it also waits for others) and
 * some for each page. Means over the newest ones, in milliseconds.
 */
export interface Expectation {
  readonly pages: number;
  readonly milliseconds: number;
  readonly pagesSquared: number;
  readonly product: number;
  /** By how much what was expected is usually off. */
  readonly offMs: number;
}

/** A new answer counts this much against what was known: the service's pace changes with what else it does. */
const NEWEST_COUNTS = 0.15;
/** Part of the time after which it may have been there that an answer is taken to have needed. */
const LIKELY_PART = 0.7;

/**
 * Takes one more answer into account; null: there was none before. `passedMs` from acceptance to the end. An answer that
 * was there when it was `asked` for the first time may have lain there for long: taken at its word, what is late once would
 * be asked for as late again.
 */
export function learn(known: Expectation | null, pages: number, passedMs: number, asked: number): Expectation {
  const milliseconds = asked > 1 ? passedMs : passedMs * LIKELY_PART;
  const now = { pages, milliseconds, pagesSquared: pages * pages, product: pages * milliseconds };
  if (known === null) return { ...now, offMs: milliseconds / 4 };
  const mix = (before: number, next: number): number => before + (next - before) * NEWEST_COUNTS;
  return {
    pages: mix(known.pages, now.pages),
    milliseconds: mix(known.milliseconds, now.milliseconds),
    pagesSquared: mix(known.pagesSquared, now.pagesSquared),
    product: mix(known.product, now.product),
    offMs: mix(known.offMs, Math.abs(milliseconds - expectedMs(known, pages))),
  };
}

/** How long a document of so many pages takes, as a straight line through what was learnt has it. */
export function expectedMs(known: Expectation, pages: number): number {
  const spread = known.pagesSquared - known.pages ** 2;
  // Documents of one length tell nothing about others.
  const perPage = spread < 0.01 ? 0 : Math.max(0, (known.product - known.pages * known.milliseconds) / spread);
  return Math.max(0, known.milliseconds + perPage * (pages - known.pages));
}

/** The wait between two questions, as a part of the time that has passed: the end is seen at most so much late. */
const BETWEEN = 0.04;
const LEAST_MS = 25;
/** The vendor's advice for the hosted service is a question every one or two seconds. Source: vendor contract 6.3. */
const MOST_MS = 2000;
const FIRST_WITHOUT_KNOWLEDGE_MS = 100;
/** Until something is known, the steps are wider. */
const BETWEEN_WITHOUT_KNOWLEDGE = 0.15;

const SOONER_AT_THE_END = 0.6;

export interface Asked {
  readonly pages: number;
  /** How long after acceptance it was last asked for; null: never. */
  readonly lastMs: number | null;
  /** Nothing else waits to be sent: fewer and fewer share the service with this one, so that it may come sooner. */
  readonly last: boolean;
}

/** How long after its acceptance to ask for a document. */
export function askAtMs(known: Expectation | null, { pages, lastMs, last }: Asked): number {
  if (lastMs !== null) {
    const part = known === null ? BETWEEN_WITHOUT_KNOWLEDGE : BETWEEN;
    return lastMs + clamp(lastMs * part, LEAST_MS, MOST_MS);
  }
  if (known === null) return FIRST_WITHOUT_KNOWLEDGE_MS;
  const expected = expectedMs(known, pages) * (last ? SOONER_AT_THE_END : 1);
  return Math.max(LEAST_MS, expected - known.offMs * 1.5);
}

const PATIENCE_MS = { least: 15 * 60_000, most: 2 * 60 * 60_000 };

/** After how long a document is given up that the service took and never finished. */
export function patienceMs(known: Expectation | null, pages: number): number {
  const usual = known === null ? 0 : expectedMs(known, pages);
  return clamp(usual * 10, PATIENCE_MS.least, PATIENCE_MS.most);
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
