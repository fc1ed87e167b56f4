import { expect, it } from 'vitest';
import { until } from './until.ts';

it('a wait gives what it found, and says what it waited for when its time is up', async () => {
  let asked = 0;
  expect(await until('the third', () => (++asked === 3 ? 'there' : null), { everyMs: 1 })).toBe('there');
  const wait = until('an engine that answers', () => 0, { limitMs: 20, everyMs: 5 });
  await expect(wait).rejects.toThrow('waited 0.02 s for an engine that answers; last: 0');
});
