import { describe, expect, it } from 'vitest';
import { createAnswers } from './answers.ts';

const body = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill);
const GONE = expect.objectContaining({ code: 'result.gone' });

describe('answers in memory', () => {
  it('are given as they came', () => {
    const answers = createAnswers();
    const id = answers.keep(Buffer.from('{"a":1}'));
    expect(new TextDecoder().decode(answers.read(id))).toBe('{"a":1}');
    expect(answers.read(id).buffer.byteLength).toBe(7);
  });

  it('give way to newer ones by number and by size, oldest first', () => {
    const answers = createAnswers({ most: 3, budgetBytes: 100 });
    const ids = [10, 10, 10, 10].map((length) => answers.keep(body(length)));
    expect(() => answers.read(ids[0] ?? '')).toThrow(GONE);
    expect(answers.read(ids[1] ?? '')).toHaveLength(10);
    const large = answers.keep(body(85));
    expect(() => answers.read(ids[2] ?? '')).toThrow(GONE);
    expect(answers.read(ids[3] ?? '')).toHaveLength(10);
    expect(answers.read(large)).toHaveLength(85);
  });

  it('keep the newest whatever its size', () => {
    const answers = createAnswers({ most: 3, budgetBytes: 100 });
    const small = answers.keep(body(1));
    const huge = answers.keep(body(500));
    expect(answers.read(huge)).toHaveLength(500);
    expect(() => answers.read(small)).toThrow(GONE);
  });

  it('that nobody kept are gone', () => {
    expect(() => createAnswers().read('x')).toThrow(GONE);
  });
});
