import { describe, expect, it } from 'vitest';
import type { RenewalState } from '../domain/renewal.ts';
import { brokenOff, renewalSteps, tooMuchMemory } from './renewal.ts';

const container = { state: 'running' } as RenewalState['parts'][number]['container'];
const state = (change: Partial<RenewalState>): RenewalState =>
  ({
    stage: 'trial',
    serving: 'old',
    way: 'beside',
    parts: [{ container }],
    memory: { runningBytes: 8, secondBytes: 8, hostBytes: 16 },
    ...change,
  }) as RenewalState;

describe('the steps of a renewal', () => {
  it.each([
    ['none', 'current todo todo todo'],
    ['licence', 'done current todo todo'],
    ['trial', 'done done current todo'],
    ['switched', 'done done done current'],
    ['leftovers', 'done done done current'],
  ] as const)('at %s', (stage, expected) => {
    expect(Object.values(renewalSteps({ stage })).join(' ')).toBe(expected);
  });
});

describe('a renewal that broke off', () => {
  it.each([
    ['not while the second set stands', {}, false],
    ['not before there is one', { stage: 'licence', parts: [{ container: null }] }, false],
    ['when a container of it is not there', { parts: [{ container }, { container: null }] }, true],
    ['when nobody serves', { serving: 'nobody' }, true],
    ['when the port has moved and the definition has not', { serving: 'new' }, true],
    ['in the middle of a short stop', { way: 'replace' }, true],
  ] as const)('%s', (_what, change, expected) => {
    expect(brokenOff(state(change as Partial<RenewalState>))).toBe(expected);
  });
});

describe('memory for two sets', () => {
  it('is too much only above what the host has, and where that is known', () => {
    expect(tooMuchMemory(state({}))).toBe(false);
    expect(tooMuchMemory(state({ memory: { runningBytes: 9, secondBytes: 8, hostBytes: 16 } }))).toBe(true);
    expect(tooMuchMemory(state({ memory: { runningBytes: 9, secondBytes: 8, hostBytes: 0 } }))).toBe(false);
  });
});
