import { describe, expect, it } from 'vitest';
import { en } from './en.ts';

/** Facts for any code: every one that a sentence could ask for. */
const facts = {
  tried: 3,
  socket: '/run/x.sock',
  host: 'h:1',
  address: 'http://p:1',
  text: 't',
  reference: 'h/r:t',
  image: 'invoice',
  helper: 'layout',
  resource: 'form-recognizer',
  path: '/p',
  place: '/p',
  folder: '/f',
  platform: 'linux/arm64',
  seconds: 5,
  minutes: 5,
  exitCode: 1,
  endedAt: '2026-01-01T00:00:00Z',
  port: 5000,
  memoryBytes: 1024 ** 3,
  what: 'cpus',
  name: 'N',
  id: 'i',
  status: 500,
  sizeBytes: 1,
  limitBytes: 2,
  limit: 9,
  serviceCode: 'c',
  serviceMessage: 'm',
  route: '/r',
  apiVersion: '1.1',
  neededApiVersion: '1.2',
  setAside: '/s',
  logFile: '/data/drydock.log',
  at: '2026-11-27T08:00:00.000Z',
  kept: 3,
  message: 'm',
  from: '2026-01-01',
  to: '2026-01-31',
  line: 14,
  why: 'quotes',
  trouble: 'ends-before-start',
  reason: 'started-before',
  madeFor: 'receipt',
  wanted: 'layout',
  endsAt: '2027-01-01T00:00:00Z',
  oldEndsAt: '2027-02-01T00:00:00Z',
  range: '10.213.0.0/16',
  running: 'images.pull',
  enoughBytes: 2 * 1024 ** 3,
  found: '{',
  files: 9,
  most: 1000,
  depth: 3,
  sentAt: '2026-11-27T08:00:00.000Z',
  pages: 2,
  others: 1,
  readings: 12,
  fromCopy: 3,
  copyAt: '2026-11-27T08:00:00.000Z',
  missing: [{ from: '2026-11-01', to: null }],
};

describe('failure words', () => {
  it.each(Object.keys(en.failures))('%s says what happened and what to do next', (code) => {
    const say = (en.failures as unknown as Record<string, (given: unknown) => { said: string; next: string }>)[code];
    const { said, next } = say?.(facts) ?? { said: '', next: '' };
    for (const sentence of [said, next]) {
      expect(sentence).not.toMatch(/undefined|NaN|\[object/);
      expect(sentence).not.toMatch(/please|oops|!/i);
      expect(sentence.trim().length).toBeGreaterThan(8);
    }
    expect(next).toMatch(/\.$/);
  });
});
