// @ts-check
import { describe, expect, it } from 'vitest';
import { sideBySide } from './queue.mjs';

describe('work side by side', () => {
  it('is at most so much at once, begins in order, and gives its answers in order', async () => {
    /** @type {number[]} */
    const begun = [];
    let running = 0;
    let most = 0;
    const answers = await sideBySide(2, [30, 1, 1, 1], async (ms) => {
      begun.push(ms);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, ms));
      running -= 1;
      return ms * 2;
    });
    expect(answers).toEqual([60, 2, 2, 2]);
    expect(begun).toEqual([30, 1, 1, 1]);
    expect(most).toBe(2);
  });

  it('that fails lets the rest of what runs end, and then fails', async () => {
    let ended = false;
    const work = sideBySide(2, ['bad', 'good'], async (item) => {
      if (item === 'bad') throw new Error('bad');
      await new Promise((resolve) => setTimeout(resolve, 10));
      ended = true;
    });
    await expect(work).rejects.toThrow('bad');
    expect(ended).toBe(true);
  });
});
