import { describe, expect, it } from 'vitest';
import { createEnds, isForMemory, LATELY_MS } from './ends.ts';

let now = Date.parse('2026-09-07T12:00:00Z');
const event = (Action: string, atMs: number, attributes: Record<string, string> = {}, Type = 'container') => ({
  Type,
  Action,
  Actor: { ID: 'c', Attributes: attributes },
  timeNano: atMs * 1e6,
});

describe('how containers ended lately', () => {
  it('is kept of each, with what the engine said of memory; nothing of another is mixed in', () => {
    const ends = createEnds(() => now);
    ends.note(event('start', now), 0);
    ends.note(event('oom', now + 1), 0);
    ends.note(event('die', now + 2, { exitCode: '137' }), 0);
    ends.note(event('start', now + 3), 0);
    ends.note(event('die', now + 4, { exitCode: '139' }), 0);
    ends.note({ ...event('die', now + 5, { exitCode: '1' }), Actor: { ID: 'other' } }, 0);
    ends.note(event('die', now + 6, {}, 'image'), 0);
    expect(ends.of('c').map(({ exitCode, forMemory }) => [exitCode, forMemory])).toEqual([
      [137, true],
      [139, false],
    ]);
    expect(ends.of('other')).toMatchObject([{ exitCode: null, forMemory: false }]);
    expect(ends.of('nobody')).toEqual([]);
  });

  it('counts an end once, however often the engine tells it: after a reconnection it tells the last ones again', () => {
    const ends = createEnds(() => now);
    for (let time = 0; time < 2; time += 1)
      for (const at of [1, 2, 3]) ends.note(event('die', now + at, { exitCode: '1' }), 0);
    expect(ends.of('c')).toHaveLength(3);
  });

  it('is told by this computer’s clock, and forgotten after a quarter of an hour or with the container', () => {
    const ends = createEnds(() => now);
    ends.note(event('die', now - 3_600_000, { exitCode: '1' }), 3_600_000);
    expect(ends.of('c').map(({ at }) => at)).toEqual([now]);
    now += LATELY_MS;
    expect(ends.of('c')).toEqual([]);
    ends.note(event('die', now, { exitCode: '1' }), 0);
    ends.note(event('destroy', now + 1), 0);
    expect(ends.of('c')).toEqual([]);
  });

  it('was for memory where an event says so, or a mark and an exit code that is no proper end; a mark may be an old one', () => {
    const told = (marked: boolean, exitCode: number | null, forMemory = false) =>
      isForMemory(marked, { exitCode, forMemory });
    expect([told(true, 137), told(true, 1), told(true, null), told(false, 137, true)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([told(true, 143), told(true, 0), told(false, 137)]).toEqual([false, false, false]);
  });
});
