import { describe, expect, it } from 'vitest';
import { createQueue } from './queue.ts';

describe('work that waits its turn', () => {
  const never = new AbortController().signal;

  it('begins by its weight, then in the order it came, and not more at a time than allowed', async () => {
    const queue = createQueue(1);
    const begun: string[] = [];
    const work = (name: string, priority: number) =>
      queue.run(
        async () => {
          begun.push(name);
          return name;
        },
        priority,
        never,
      );
    const all = Promise.all([
      work('first', 2),
      work('thumbnail', 2),
      work('neighbour', 1),
      work('page', 0),
      work('page 2', 0),
    ]);
    expect(begun).toEqual(['first']);
    expect(await all).toEqual(['first', 'thumbnail', 'neighbour', 'page', 'page 2']);
    expect(begun).toEqual(['first', 'page', 'page 2', 'neighbour', 'thumbnail']);
  });

  it('is left out when nobody wants it any more, and a failure holds nothing up', async () => {
    const queue = createQueue(1);
    const control = new AbortController();
    const failing = queue.run(() => Promise.reject(new Error('torn')), 0, never);
    const left = queue.run(async () => 'unwanted', 0, control.signal);
    const after = queue.run(async () => 'wanted', 0, never);
    control.abort();
    await expect(failing).rejects.toThrow('torn');
    expect(await left).toBeNull();
    expect(await after).toBe('wanted');
    expect(await queue.run(async () => 'late', 0, control.signal)).toBeNull();
  });
});
