import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstPace, LEAST_IN_FLIGHT, MOST_IN_FLIGHT, type Pace, type PaceEvent, paceAfter } from './pace.ts';

interface Service {
  /** How long a document takes while `inHand` are worked on. */
  readonly milliseconds: (inHand: number) => number;
  /** More than this are refused. */
  readonly most: number;
}

/** A service that works on `workers` at once and lets the others wait. */
const queueing = (workers: number, most = Number.POSITIVE_INFINITY): Service => ({
  milliseconds: (inHand) => 100 * Math.max(1, inHand / workers),
  most,
});

interface Run {
  readonly pace: Pace;
  readonly documentsPerSecond: number;
  readonly refused: number;
  readonly limits: readonly number[];
}

/** Keeps a pretended service as busy as the pace allows, by its clock and not by ours. */
function send(service: Service, count: number): Run {
  let pace = firstPace(0);
  let at = 0;
  let sent = 0;
  let back = 0;
  let refused = 0;
  let holdUntil = 0;
  const limits: number[] = [];
  // Work left, so that a document that is joined by others takes longer.
  const inHand: { sentAt: number; left: number }[] = [];
  while (back < count) {
    while (at >= holdUntil && inHand.length < pace.limit && sent < count) {
      if (inHand.length >= service.most) {
        refused += 1;
        pace = paceAfter(pace, { kind: 'busy', at, sentAt: at, held: inHand.length });
        holdUntil = at + 100;
      } else {
        inHand.push({ sentAt: at, left: 1 });
        sent += 1;
      }
    }
    const speed = 1 / service.milliseconds(inHand.length);
    const next = inHand.reduce((a, b) => (b.left < a.left ? b : a));
    const passed = Math.max(0.001, next.left / speed);
    at += passed;
    for (const one of inHand) one.left -= passed * speed;
    const full = inHand.length >= pace.limit;
    inHand.splice(inHand.indexOf(next), 1);
    back += 1;
    pace = paceAfter(pace, { kind: 'answered', at, sentAt: next.sentAt, pages: 1, full });
    limits.push(pace.limit);
  }
  return { pace, documentsPerSecond: (count * 1000) / at, refused, limits };
}

describe('how many are in flight', () => {
  it.each([1, 2, 4, 6, 10, 16, 24])('a service with %i workers gets nearly all that it can do', (workers) => {
    const { documentsPerSecond } = send(queueing(workers), 2500);
    expect(documentsPerSecond).toBeGreaterThan(workers * 10 * 0.95);
  });

  it('a service that works on one at a time is not given the most', () => {
    const { limits } = send(queueing(1), 1500);
    expect(Math.max(...limits.slice(-300))).toBeLessThan(MOST_IN_FLIGHT / 3);
  });

  it('one that works on many is given the most', () => {
    expect(send(queueing(100), 500).pace.limit).toBe(MOST_IN_FLIGHT);
  });

  it('a service that refuses more than six is seldom asked for more', () => {
    const { refused, documentsPerSecond, limits } = send(queueing(6, 6), 3000);
    expect(documentsPerSecond).toBeGreaterThan(60 * 0.93);
    expect(refused).toBeLessThan(10);
    expect(limits.at(-1)).toBeGreaterThanOrEqual(5);
  });

  it('a burst of refusals lowers it once', () => {
    const pace = { ...firstPace(0), limit: 16 };
    const once = paceAfter(pace, { kind: 'busy', at: 10, sentAt: 5, held: 9 });
    expect(once.limit).toBe(9);
    expect(paceAfter(once, { kind: 'busy', at: 11, sentAt: 6, held: 5 }).limit).toBe(9);
  });

  it('one failed document changes nothing, three in a row do, and one that takes too long does at once', () => {
    const wrong = (at: number, slow = false): PaceEvent => ({ kind: 'wrong', at, sentAt: at - 1, slow });
    const pace = { ...firstPace(0), limit: 16 };
    const twice = paceAfter(paceAfter(pace, wrong(10)), wrong(11));
    expect(twice.limit).toBe(16);
    expect(paceAfter(twice, wrong(12)).limit).toBe(12);
    expect(paceAfter(pace, wrong(10, true)).limit).toBe(8);
  });

  it('begins small again when the container is back', () => {
    const pace = { ...firstPace(0), limit: 30, phase: 'steady' as const };
    expect(paceAfter(pace, { kind: 'back', at: 50 })).toMatchObject({ limit: firstPace(0).limit, phase: 'growing' });
  });

  it('stays within its bounds whatever happens', () => {
    const at = fc.integer({ min: 0, max: 10_000 });
    const event: fc.Arbitrary<PaceEvent> = fc.oneof(
      fc.record({
        kind: fc.constant('answered' as const),
        at,
        sentAt: at,
        pages: fc.nat(300),
        full: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('busy' as const), at, sentAt: at, held: fc.nat(40) }),
      fc.record({ kind: fc.constant('wrong' as const), at, sentAt: at, slow: fc.boolean() }),
      fc.record({ kind: fc.constant('back' as const), at }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), (events) => {
        let pace = firstPace(0);
        for (const one of events) {
          pace = paceAfter(pace, one);
          expect(Number.isInteger(pace.limit)).toBe(true);
          expect(pace.limit).toBeGreaterThanOrEqual(LEAST_IN_FLIGHT);
          expect(pace.limit).toBeLessThanOrEqual(MOST_IN_FLIGHT);
        }
      }),
    );
  });
});
