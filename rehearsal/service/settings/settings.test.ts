import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.ts';
import { collectSettings, parseSettings } from './settings.ts';
import { switchesOfEnvironment } from './switches.ts';

const parse = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  parseSettings(collectSettings(args, environment));

describe('the settings of the stand-in', () => {
  it('are named in any case, by argument or environment, with a colon or two underscores', () => {
    expect(parse(['EULA=accept', 'mounts:LICENSE=/a', 'Mounts__Output=/b'])).toMatchObject({
      eulaAccepted: true,
      licenseMount: '/a',
      outputMount: '/b',
    });
    expect(parse([], { eula: 'ACCEPT', Mounts__License: '/c' })).toMatchObject({
      eulaAccepted: true,
      licenseMount: '/c',
    });
  });

  it('come from the argument where both name one', () => {
    expect(parse(['Billing=https://b'], { BILLING: 'https://a' }).billing).toBe('https://b');
  });

  it('keep what follows the first equals sign', () => {
    expect(parse(['Mounts:License=/a=b']).licenseMount).toBe('/a=b');
  });

  it('count an empty value as none', () => {
    expect(parse(['Mounts:Output=']).outputMount).toBeNull();
  });

  it.each(['yes', 'true', '', 'accepted'])('do not take "%s" for an accepted EULA', (value) => {
    expect(parse([`eula=${value}`]).eulaAccepted).toBe(false);
  });

  it('never show a key', () => {
    const secret = new Secret('0123456789abcdef');
    expect([`${secret}`, JSON.stringify({ secret }), inspect({ secret })].join()).not.toContain('0123');
  });
});

describe('the switches of the environment', () => {
  it('are read in any case and leave other names alone', () => {
    expect(switchesOfEnvironment({ REHEARSAL_READYAFTERMS: '500', rehearsal_start: 'oom', PATH: '/bin' })).toEqual({
      readyAfterMs: 500,
      start: 'oom',
    });
  });

  it('refuse one that they do not know', () => {
    expect(() => switchesOfEnvironment({ REHEARSAL_REDYAFTERMS: '500' })).toThrow();
    expect(() => switchesOfEnvironment({ REHEARSAL_START: 'nicely' })).toThrow();
  });
});
