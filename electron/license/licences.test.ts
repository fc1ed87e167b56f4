import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Part } from '#shared/domain/deployment.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import type { EnteredEnd } from '../settings/kept.ts';
import { createLicences } from './licences.ts';
import { readLicence } from './read-licence.ts';
import { findEndInWords } from './service-words.ts';

describe('the end of a licence in a container’s own words', () => {
  it.each([
    ['Licence valid until 2027-06-22.', '2027-06-22T00:00:00.000Z'],
    ['      License expires on 2027-06-22T10:30:00Z', '2027-06-22T10:30:00.000Z'],
    ['License expiry: 2027-06-22 10:30:00 (UTC)', '2027-06-22T10:30:00.000Z'],
    ['License expiry: 2027-06-22 10:30 +02:00', '2027-06-22T08:30:00.000Z'],
    ['2026-11-24T12:00:00Z info: this license will expire on June 22, 2027', '2027-06-22T00:00:00.000Z'],
    ['The licence ends 22 June 2027', '2027-06-22T00:00:00.000Z'],
    ['{"at":"2026-11-24T12:00:00Z","message":"License not after 2027-06-22"}', '2027-06-22T00:00:00.000Z'],
    ['2026-11-24 License loaded, never expires', null],
    ['License expires on 03/04/2027', null],
    ['This container image is expired. 2026-01-01', null],
    ['Licensed for disconnected use.', null],
    ['', null],
  ])('%s', (line, expected) => {
    expect(findEndInWords(line)).toBe(expected);
  });
});

describe('a licence whose files do not tell their end', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  let folder = '';
  let kept: EnteredEnd[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dd-ends-'));
    kept = [];
    await writeFile(join(folder, 'opaque.lic'), 'b3BhcXVl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const part = (licenceFolder: string): Part => ({
    image: 'layout',
    reference: 'r/layout:1',
    licenceFolder,
    outputFolder: '/o',
    cpus: 1,
    memoryBytes: 1,
    containerPort: 5000,
  });
  const licences = () =>
    createLicences({
      now: () => now,
      readLicence,
      ends: {
        licenceEnds: () => kept,
        setLicenceEnd: ({ endsAt, ...end }) => {
          kept = endsAt === null ? [] : [{ ...end, endsAt }];
        },
      },
    });
  const saying = (log: string) => {
    const container = { id: 'c', state: 'running', startedAt: 's', ports: [] } as unknown as ContainerFacts;
    return { container, engine: { containers: { tail: async () => log } } as unknown as Engine };
  };

  it('has none, until the operator enters it; it holds for copies of these files and for no others', async () => {
    const all = licences();
    expect(await all.of('d', part(folder), null)).toMatchObject({ state: 'valid', endsAt: null, endsSource: null });
    await all.setEnd('d', part(folder), '2027-06-22T06:00:00.000Z');
    const entered = { endsAt: '2027-06-22T06:00:00.000Z', endsSource: 'operator' };
    expect(await all.of('d', part(folder), null)).toMatchObject(entered);
    const copy = `${folder}/copy`;
    await cp(join(folder, 'opaque.lic'), join(copy, 'opaque.lic'));
    expect(await all.of('d', part(copy), null)).toMatchObject(entered);
    expect(await all.of('other', part(folder), null)).toMatchObject({ endsAt: null });
    await rm(copy, { recursive: true });
    await writeFile(join(folder, 'opaque.lic'), 'cmVuZXdlZA==');
    expect(await all.of('d', part(folder), null)).toMatchObject({ endsAt: null, endsSource: null });
  });

  it('that has passed by what was entered is told as ended; taken back, it is not known again', async () => {
    const all = licences();
    await all.setEnd('d', part(folder), '2026-11-01T00:00:00.000Z');
    expect((await all.of('d', part(folder), null)).state).toBe('expired');
    await all.setEnd('d', part(folder), null);
    expect(await all.of('d', part(folder), null)).toMatchObject({ state: 'valid', endsAt: null });
  });

  it('is told by the running container, which goes before what was entered; the files go before both', async () => {
    const all = licences();
    await all.setEnd('d', part(folder), '2027-01-01T00:00:00.000Z');
    const running = saying('Now listening\nLicense valid until 2027-03-01\n');
    const said = { endsAt: '2027-03-01T00:00:00.000Z', endsSource: 'service' };
    expect(await all.of('d', part(folder), running)).toMatchObject(said);
    await writeFile(join(folder, 'opaque.lic'), '{"expires":"2027-02-01"}');
    const byFiles = { endsAt: '2027-02-01T00:00:00.000Z', endsSource: 'files' };
    expect(await all.of('d', part(folder), running)).toMatchObject(byFiles);
  });

  it('cannot be entered where there is no licence', async () => {
    await rm(join(folder, 'opaque.lic'));
    await expect(licences().setEnd('d', part(folder), '2027-01-01T00:00:00.000Z')).rejects.toThrow('license.missing');
  });
});
