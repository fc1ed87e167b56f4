/**
 * How many documents are with the service at once, found by trying. It begins with few, triples while that brings more
 * pages in the same time, and then tries now and then whether a few more bring more, or a few less do as well. Whenever the
 * service says that it has enough, it is given less.
 */

export const LEAST_IN_FLIGHT = 1;
export const MOST_IN_FLIGHT = 32;
const FIRST_IN_FLIGHT = 4;
/** At first each document that comes back makes room for itself and two more: three times as many after each round. */
const GROWTH = 2;

/** What was measured while `documents` came back. */
interface Round {
  readonly limit: number;
  readonly pagesPerMs: number;
  readonly meanMs: number;
}

export interface Pace {
  /** So many may be in flight. */
  readonly limit: number;
  readonly phase: 'growing' | 'steady';
  /** The service refused more than this; not tried again before `ceilingUntil`. */
  readonly ceiling: number;
  readonly ceilingUntil: number;
  /** How often in a row that ceiling was found: each time the next try is later. */
  readonly refusals: number;
  /** What was sent before this moment tells nothing about the limit as it is now. */
  readonly changedAt: number;
  /** Documents that went wrong since the last that went well. */
  readonly wrongInRow: number;
  /** The shortest time of a page so far: what it takes when it need not wait for others. */
  readonly leastMs: number;
  readonly before: Round | null;
  readonly trial: 'more' | 'fewer' | null;
  /** Rounds since the last trial, and which way the next one goes. */
  readonly rested: number;
  readonly rest: number;
  readonly nextTrial: 'more' | 'fewer';
  /** The round that is being measured: since when, the limit at its beginning, and how many still belong to before it. */
  readonly startedAt: number;
  readonly base: number;
  readonly skip: number;
  readonly documents: number;
  readonly pages: number;
  readonly milliseconds: number;
}

/** `sentAt` and `at` are readings of one clock, in milliseconds. */
export type PaceEvent =
  /** `full`: as many were in flight as allowed, so that this tells something about the limit. */
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly sentAt: number;
      readonly pages: number;
      readonly full: boolean;
    }
  /** 429 or 503; the service had `held` documents in hand then. */
  | { readonly kind: 'busy'; readonly at: number; readonly sentAt: number; readonly held: number }
  /** It took too long, broke off, or failed inside. */
  | { readonly kind: 'wrong'; readonly at: number; readonly sentAt: number; readonly slow: boolean }
  /** The container is there again after it was gone. */
  | { readonly kind: 'back'; readonly at: number };

/** The pace at the beginning. */
export function firstPace(at: number): Pace {
  return {
    limit: FIRST_IN_FLIGHT,
    phase: 'growing',
    ceiling: MOST_IN_FLIGHT,
    ceilingUntil: 0,
    refusals: 0,
    changedAt: at,
    wrongInRow: 0,
    leastMs: Number.POSITIVE_INFINITY,
    before: null,
    trial: null,
    rested: 0,
    rest: LEAST_REST,
    nextTrial: 'fewer',
    ...roundFrom(FIRST_IN_FLIGHT, at),
  };
}

/** The pace after something came back from the service. */
export function paceAfter(pace: Pace, event: PaceEvent): Pace {
  switch (event.kind) {
    case 'answered':
      return answered(pace, event);
    case 'busy':
      return busy(pace, event);
    case 'wrong':
      return wrong(pace, event);
    case 'back':
      return {
        ...firstPace(event.at),
        ceiling: pace.ceiling,
        ceilingUntil: pace.ceilingUntil,
        refusals: pace.refusals,
      };
  }
}

/** In small steps a round is measured over so many documents, and over so many times the limit. */
const LEAST_MEASURED = 16;
const ROUND = 2;

/** A gain that is worth three times as many in flight. */
const GROWTH_GAIN = 1.2;

function answered(pace: Pace, { at, sentAt, pages, full }: PaceEvent & { kind: 'answered' }): Pace {
  const leastMs = Math.min(pace.leastMs, (at - sentAt) / Math.max(1, pages));
  const well: Pace = { ...pace, wrongInRow: 0, leastMs };
  // Too few documents to fill the limit: nothing is learnt, and what was measured of this round is void.
  if (!full) return { ...well, ...roundFrom(well.limit, at) };
  if (well.skip > 0) return { ...well, skip: well.skip - 1, startedAt: at };
  const counted: Pace = {
    ...well,
    limit: well.phase === 'growing' ? capped(well, well.limit + GROWTH, at) : well.limit,
    documents: well.documents + 1,
    pages: well.pages + pages,
    milliseconds: well.milliseconds + (at - sentAt),
  };
  const growing = counted.phase === 'growing';
  const needed = growing ? counted.base : Math.max(LEAST_MEASURED, counted.limit * ROUND);
  if (counted.documents < needed || at <= counted.startedAt) return counted;
  const round: Round = {
    limit: counted.base,
    pagesPerMs: counted.pages / (at - counted.startedAt),
    meanMs: counted.milliseconds / counted.documents,
  };
  return growing ? grown(counted, round, at) : steadied(counted, round, at);
}

/** The end of a round in which the limit grew. */
function grown(pace: Pace, round: Round, at: number): Pace {
  const { before } = pace;
  const next: Pace = { ...pace, ...roundFrom(pace.limit, at), before: round };
  const gained = before === null || round.pagesPerMs >= before.pagesPerMs * GROWTH_GAIN;
  if (gained && pace.limit < capped(pace, MOST_IN_FLIGHT, at)) return next;
  const steady: Pace = { ...next, phase: 'steady', changedAt: at };
  // It cannot grow further: whether it needed to grow so far shows in the next round, against this one.
  if (gained) return { ...steady, ...roundFrom(pace.limit, at, pace.limit), trial: 'more' };
  // The last growth brought little: what it grew from is enough, and the steps are small from now on.
  return { ...steady, ...roundFrom(round.limit, at, pace.limit), limit: round.limit, before: null };
}

/** A few more have to bring this much, a few less may cost this much and have to come back this much sooner. */
const MORE_GAIN = 1.04;
const FEWER_LOSS = 0.985;
const FEWER_SOONER = 0.95;
/** Rounds between two trials: more and more while they show nothing better. */
const LEAST_REST = 1;
const MOST_REST = 16;

function steadied(pace: Pace, round: Round, at: number): Pace {
  const next: Pace = { ...pace, ...roundFrom(pace.limit, at), rested: pace.rested + 1 };
  const { before, trial } = pace;
  if (trial !== null && before !== null) {
    const better =
      trial === 'more'
        ? round.pagesPerMs >= before.pagesPerMs * MORE_GAIN
        : round.pagesPerMs >= before.pagesPerMs * FEWER_LOSS && round.meanMs <= before.meanMs * FEWER_SOONER;
    // What was better is tried once more the same way, at once.
    if (better) return begin({ ...next, before: round, trial: null, rest: LEAST_REST }, trial, at);
    const back = capped(pace, before.limit, at);
    const rest = Math.min(MOST_REST, pace.rest * 2);
    const fresh = roundFrom(back, at, pace.limit);
    return { ...next, ...fresh, limit: back, changedAt: at, trial: null, rested: 0, rest, before: null };
  }
  const settled: Pace = { ...next, before: round };
  return settled.rested < settled.rest ? settled : begin(settled, settled.nextTrial, at);
}

function begin(pace: Pace, trial: 'more' | 'fewer', at: number): Pace {
  const { limit } = pace;
  const wanted = trial === 'more' ? Math.ceil(limit * 1.25) : Math.max(Math.floor(limit * 0.5), enough(pace));
  const tried = capped(pace, trial === 'fewer' ? Math.min(limit, wanted) : wanted, at);
  const nextTrial = trial === 'more' ? 'fewer' : 'more';
  if (tried === limit) return { ...pace, nextTrial, rested: 0, trial: null };
  return { ...pace, ...roundFrom(tried, at, limit), limit: tried, changedAt: at, trial, rested: 0, nextTrial };
}

/** What the service works on is what it finishes in the time that one needs (Little's law); as many again wait. */
const READY = 2;
const enough = ({ before, leastMs, limit }: Pace): number =>
  before === null ? limit : Math.ceil(before.pagesPerMs * leastMs * READY);

/** How long a refused limit is not tried again; doubled each time it is found again. */
const CEILING_MS = 60_000;
const CEILING_DOUBLED_AT_MOST = 5;

function busy(pace: Pace, { at, sentAt, held }: PaceEvent & { kind: 'busy' }): Pace {
  // One burst is one refusal: what was sent before the limit was lowered says nothing about the lower one.
  if (sentAt < pace.changedAt) return pace;
  const limit = Math.max(LEAST_IN_FLIGHT, Math.min(pace.limit - 1, held > 0 ? held : Math.floor(pace.limit / 2)));
  const until = at + CEILING_MS * 2 ** Math.min(CEILING_DOUBLED_AT_MOST, pace.refusals);
  const lowered = { limit, ceiling: limit, ceilingUntil: until, refusals: pace.refusals + 1 };
  return { ...settle(pace, limit, at), ...lowered };
}

/** One document that goes wrong is that document's matter; several in a row are the service's. */
const WRONG_IN_ROW = 3;

function wrong(pace: Pace, { at, sentAt, slow }: PaceEvent & { kind: 'wrong' }): Pace {
  const counted = { ...pace, wrongInRow: pace.wrongInRow + 1 };
  if (sentAt < pace.changedAt || (!slow && counted.wrongInRow < WRONG_IN_ROW)) return counted;
  const limit = Math.max(LEAST_IN_FLIGHT, Math.floor(pace.limit * (slow ? 0.5 : 0.75)));
  return { ...settle(counted, limit, at), wrongInRow: 0 };
}

/** From now on the steps are small; what was in flight until now is not measured. */
const settle = (pace: Pace, limit: number, at: number): Pace => ({
  ...pace,
  ...roundFrom(limit, at, pace.limit),
  limit,
  phase: 'steady',
  changedAt: at,
  before: null,
  trial: null,
  rested: 0,
  rest: LEAST_REST,
});

const roundFrom = (base: number, at: number, skip = 0) => ({
  startedAt: at,
  base,
  skip,
  documents: 0,
  pages: 0,
  milliseconds: 0,
});

function capped(pace: Pace, wanted: number, at: number): number {
  const most = at < pace.ceilingUntil ? pace.ceiling : MOST_IN_FLIGHT;
  return Math.max(LEAST_IN_FLIGHT, Math.min(most, wanted));
}
