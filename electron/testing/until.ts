/**
 * Waits for a state that a test names, and gives what was found. Asked every `everyMs`.
 *
 * Fails with the name and what was seen last once `limitMs` have passed, or with what `probe` throws.
 * @param what  completes "waited for …"
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  { limitMs = 30_000, everyMs = 100 } = {},
): Promise<NonNullable<Awaited<T>>> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > end)
      throw new Error(`waited ${limitMs / 1000} s for ${what}; last: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
