import { describe, expect, it } from 'vitest';
import type { DeploymentWorld } from '#shared/domain/deployment.ts';
import { failuresAt } from './rehearsal.ts';

const worldWith = (part: object): DeploymentWorld =>
  ({ parts: [{ imageOnHost: null, licence: { state: 'missing' }, container: null, ...part }] }) as never;
const possibleAt = (step: Parameters<typeof failuresAt>[0], part: object): readonly string[] =>
  failuresAt(step, worldWith(part)).flatMap(({ failure, possible }) => (possible ? [failure] : []));

describe('what a rehearsal can make go wrong', () => {
  it('is a pull that breaks off, as long as an image is missing', () => {
    expect(possibleAt('pull', {})).toEqual(['pull-broken-off']);
    expect(possibleAt('pull', { imageOnHost: { os: 'linux', architecture: 'amd64' } })).toEqual([]);
  });

  it('is a key that is refused before there is a licence, and a licence that ends after', () => {
    expect(possibleAt('license', {})).toEqual(['key-refused']);
    expect(possibleAt('license', { licence: { state: 'valid' } })).toEqual(['licence-expired']);
  });

  it('is a port that is taken before the start, and a kill for memory after', () => {
    expect(possibleAt('run', {})).toEqual(['port-taken']);
    expect(possibleAt('run', { container: { state: 'exited' } })).toEqual(['port-taken']);
    expect(possibleAt('run', { container: { state: 'running' } })).toEqual(['killed-for-memory']);
  });
});
