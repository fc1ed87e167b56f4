import { describe, expect, it } from 'vitest';
import type { RenewalState } from '#shared/domain/renewal.ts';
import { brokenOff, canSwitch, renewalSteps, tooMuchMemory } from './renewal.ts';

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
    const now = state({ stage, trial: { address: 'a', port: 1, ready: true } });
    expect(Object.values(renewalSteps(now)).join(' ')).toBe(expected);
  });
});

describe('the switch', () => {
  const ready = { address: '127.0.0.2', port: 5000, ready: true };
  it.each([
    ['can be made once the second set is ready', { trial: ready }, true],
    ['waits for it', { trial: { ...ready, ready: false } }, false],
    ['waits for every container', { trial: ready, parts: [{ container }, { container: null }] }, false],
    ['goes on where it broke off', { trial: null, serving: 'nobody' }, true],
    ['is none after a short stop', { trial: ready, way: 'replace' }, false],
  ] as const)('%s', (_what, change, expected) => {
    expect(canSwitch(state(change as Partial<RenewalState>))).toBe(expected);
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
