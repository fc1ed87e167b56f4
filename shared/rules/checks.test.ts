import { describe, expect, it } from 'vitest';
import type { Check, EngineCandidate } from '../domain/engine.ts';
import { bySeverity, hasAvx2, judge, judgeSearch } from './checks.ts';

const GIB = 1024 ** 3;
const candidate = (outcome: EngineCandidate['outcome'], host = 'unix:///run/x.sock'): EngineCandidate => ({
  source: 'system-docker',
  host,
  outcome,
  detail: null,
});

describe('the verdicts of the host check', () => {
  it('compare API versions as numbers, not as text', () => {
    expect(judge['engine-api']({ apiVersion: '1.41' })).toBe('new-enough');
    expect(judge['engine-api']({ apiVersion: '1.9' })).toBe('too-old');
    expect(judge['engine-api']({ apiVersion: '2.0' })).toBe('new-enough');
    expect(judge['engine-api']({ apiVersion: null })).toBe('unknown');
  });

  it('know this computer from another', () => {
    expect(judge['engine-place']({ host: 'unix:///var/run/docker.sock' })).toBe('here');
    expect(judge['engine-place']({ host: 'tcp://127.0.0.1:2375' })).toBe('here');
    expect(judge['engine-place']({ host: 'tcp://10.0.0.7:2376' })).toBe('elsewhere');
  });

  it('call memory tight when the engine has enough of it but little is free', () => {
    expect(judge.memory({ totalBytes: 32 * GIB, freeBytes: 20 * GIB })).toBe('enough');
    expect(judge.memory({ totalBytes: 32 * GIB, freeBytes: 3 * GIB })).toBe('tight');
    expect(judge.memory({ totalBytes: 2 * GIB, freeBytes: 2 * GIB })).toBe('little');
  });

  it('notice a clock that cannot be right', () => {
    expect(judge.clock({ seconds: 2, year: 2027 })).toBe('agrees');
    expect(judge.clock({ seconds: 4000, year: 2027 })).toBe('differs');
    expect(judge.clock({ seconds: 0, year: 1970 })).toBe('implausible');
  });

  it('explain a failed search by the reason nearest to an answer', () => {
    const search = judgeSearch(null, [
      candidate('no-socket'),
      candidate('not-running', 'unix:///a'),
      candidate('permission-denied', 'unix:///b'),
    ]);
    expect(search).toEqual({
      verdict: 'permission-denied',
      facts: { product: null, version: null, place: 'unix:///b', tried: 3 },
    });
    expect(judgeSearch(null, [candidate('no-socket')]).verdict).toBe('not-found');
  });

  it('put problems on top and keep the order otherwise', () => {
    const check = (id: Check['id'], state: Check['state']): Check => ({
      id,
      state,
      verdict: 'x',
      facts: {},
      milliseconds: 0,
    });
    const sorted = bySeverity([
      check('engine', 'ok'),
      check('disk', 'problem'),
      check('avx2', 'warning'),
      check('clock', 'ok'),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual(['disk', 'avx2', 'engine', 'clock']);
  });

  it('read the processor’s flags', () => {
    expect(hasAvx2('processor : 0\nflags\t\t: fpu avx avx2 bmi1\n')).toBe(true);
    expect(hasAvx2('processor : 0\nflags\t\t: fpu avx\n')).toBe(false);
    expect(hasAvx2('Processor : ARMv8\n')).toBeNull();
  });
});
