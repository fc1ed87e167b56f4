import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../settings/secret.ts';
import { askEndpoint, parseEndpoint } from './endpoint.ts';
import { judge, judgeFolder, licenceText, parseLicence, type Terms, writeLicence } from './licence-file.ts';

const image = { feature: 'layout', build: 'b1' } as const;
const now = new Date('2026-03-01T00:00:00.000Z');
const terms: Terms = {
  about: 'test',
  feature: 'layout',
  build: 'b1',
  endpoint: 'https://x',
  downloadedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'licence-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a licence file', () => {
  it('says what was written into it', () => {
    expect(parseLicence(licenceText(terms))).toEqual(terms);
  });

  it('is damaged if any of its characters is another', () => {
    const text = licenceText(terms).trimEnd();
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        const read = parseLicence(changed);
        // What differs only in white space between the members says the same, and may.
        return changed === text || read === null || JSON.stringify(read) === JSON.stringify(terms);
      }),
    );
  });

  it('is damaged if it ends early', () => {
    const text = licenceText(terms).trimEnd();
    fc.assert(fc.property(fc.nat(text.length - 1), (length) => parseLicence(text.slice(0, length)) === null));
  });

  it('is refused by another image, another build and after its end', () => {
    const text = licenceText(terms);
    expect(judge(text, 'a', image, now)).toMatchObject({ ok: true });
    expect(judge(text, 'a', { ...image, feature: 'read' }, now)).toMatchObject({ reason: 'foreign-image' });
    expect(judge(text, 'a', { ...image, build: 'b2' }, now)).toMatchObject({ reason: 'foreign-build' });
    expect(judge(text, 'a', image, new Date(terms.expiresAt))).toMatchObject({ reason: 'expired' });
  });

  it('is found among others in its folder', async () => {
    await writeFile(join(folder, 'a.lic'), 'rubbish');
    await writeFile(join(folder, 'b.lic'), licenceText({ ...terms, feature: 'read' }));
    expect(await judgeFolder(folder, image, now)).toMatchObject({ reason: 'corrupt' });
    await writeLicence(folder, image, { endpoint: 'https://x', now, days: 365 });
    expect(await judgeFolder(folder, image, now)).toMatchObject({ ok: true });
  });

  it('leaves nothing else behind when it is written', async () => {
    await writeLicence(folder, image, { endpoint: 'https://x', now, days: 365 });
    expect(await readdir(folder)).toEqual(['layout.lic']);
  });
});

describe('the endpoint', () => {
  const ask = (host: string, key: string) =>
    askEndpoint(new URL(`https://${host}.cognitiveservices.azure.com`), new Secret(key));
  const good = 'f'.repeat(32);

  it('accepts keys of both forms', () => {
    expect(ask('x', good)).toBe('Valid');
    expect(ask('x', 'Ab3'.repeat(28))).toBe('Valid');
  });

  it('refuses what does not look like a key', () => {
    expect(ask('x', 'short')).toBe('Invalid');
    expect(ask('x', `${'f'.repeat(31)}!`)).toBe('Invalid');
  });

  it.each([
    ['x', `bad${'0'.repeat(29)}`, 'Invalid'],
    ['x', `0dd0dd${'0'.repeat(26)}`, 'Mismatch'],
    ['x', `unapproved${'0'.repeat(74)}`, 'ContainerUseUnauthorized'],
    ['unreachable', good, 'CouldNotConnect'],
    ['outofquota', good, 'OutOfQuota'],
    ['unknown', good, 'Unknown'],
  ])('of host %s answers key %s with %s', (host, key, status) => {
    expect(ask(host, key)).toBe(status);
  });

  it.each(['', 'x.cognitiveservices.azure.com', 'ftp://x', 'https://', 'https:///'])(
    'is not taken from "%s"',
    (text) => {
      expect(parseEndpoint(text)).toBeNull();
    },
  );
});
