// @ts-check

/**
 * Does work on every item, some side by side, beginning in their order; what it gave for each, in their order. One that fails
 * fails all, once those that run have ended.
 * @template T, R
 * @param {number} atOnce
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
export async function sideBySide(atOnce, items, work) {
  /** @type {R[]} */
  const done = [];
  const waiting = items.entries();
  const hands = Array.from({ length: atOnce }, async () => {
    // All hands take from the same iterator.
    for (const [at, item] of waiting) done[at] = await work(item);
  });
  const ended = await Promise.allSettled(hands);
  for (const hand of ended) if (hand.status === 'rejected') throw hand.reason;
  return done;
}
