import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer that is not null or false, or the limit is over: then null. */
export async function until<T>(ask: () => Promise<T | null | false>, limitMs: number): Promise<T | null> {
  for (const end = Date.now() + limitMs; ; await sleep(100)) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > end) return null;
  }
}
