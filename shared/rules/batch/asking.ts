/** When to ask for a result: late enough to cost little, early enough that nothing lies there finished. */

/** What the answers so far say about how long the service takes for a page. Milliseconds. */
export interface Expectation {
  readonly perPageMs: number;
  /** By how much it is usually off. */
  readonly offMs: number;
}

/** A new answer counts this much against what was known: the service's pace changes with what else it does. */
const NEWEST_COUNTS = 0.2;

/** Part of the time after which it may have been there that an answer is taken to have needed. */
const LIKELY_PART = 0.7;

/**
 * Takes one more answer into account; null: there was none before. `milliseconds` from acceptance to the end. An answer that
 * was there when it was `asked` for the first time may have lain there for long: taken at its word, what is late once would
 * be asked for as late again.
 */
export function learn(known: Expectation | null, pages: number, milliseconds: number, asked: number): Expectation {
  const perPage = (asked > 1 ? milliseconds : milliseconds * LIKELY_PART) / Math.max(1, pages);
  if (known === null) return { perPageMs: perPage, offMs: perPage / 4 };
  const off = Math.abs(perPage - known.perPageMs);
  return {
    perPageMs: known.perPageMs + (perPage - known.perPageMs) * NEWEST_COUNTS,
    offMs: known.offMs + (off - known.offMs) * NEWEST_COUNTS,
  };
}

/** Between two questions lies this part of the time that has passed: the end is seen at most so much late. */
const BETWEEN = 0.04;
const LEAST_MS = 25;
/** The vendor's advice for the hosted service is a question every one or two seconds. Source: vendor contract 6.3. */
const MOST_MS = 2000;
const FIRST_WITHOUT_KNOWLEDGE_MS = 100;
/** Until something is known, the steps are wider. */
const BETWEEN_WITHOUT_KNOWLEDGE = 0.15;

/** How long to wait before the next question about a document of so many pages that was taken `passedMs` ago. */
export function nextAskMs(known: Expectation | null, pages: number, passedMs: number): number {
  if (known === null) {
    if (passedMs < FIRST_WITHOUT_KNOWLEDGE_MS) return FIRST_WITHOUT_KNOWLEDGE_MS - passedMs;
    return clamp(passedMs * BETWEEN_WITHOUT_KNOWLEDGE, LEAST_MS, MOST_MS);
  }
  const early = (known.perPageMs - known.offMs * 1.5) * Math.max(1, pages);
  if (passedMs < early) return Math.max(LEAST_MS, early - passedMs);
  return clamp(passedMs * BETWEEN, LEAST_MS, MOST_MS);
}

const PATIENCE_MS = { least: 15 * 60_000, most: 2 * 60 * 60_000 };

/** After how long a document is given up that the service took and never finished. */
export function patienceMs(known: Expectation | null, pages: number): number {
  const usual = known === null ? 0 : known.perPageMs * Math.max(1, pages);
  return clamp(usual * 10, PATIENCE_MS.least, PATIENCE_MS.most);
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
