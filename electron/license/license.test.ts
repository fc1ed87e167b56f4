import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOwnPlaces, type OwnPlaces } from '../files/own-place.ts';
import { findEndDate, findMadeFor } from './end-date.ts';
import { meaningOf } from './log-patterns.ts';
import { finishMoves, makeStaging, moveIn, removeStaging, tidyPrevious } from './move-in.ts';
import { TEMPLATE_FILE } from './own-names.ts';
import { readLicence } from './read-licence.ts';

describe('the end of a licence whose format is unknown', () => {
  it.each([
    ['{"ExpirationDate":"2027-06-22T00:00:00Z"}', '2027-06-22T00:00:00.000Z'],
    ['{"expiry": "2027-06-22"}', '2027-06-22T00:00:00.000Z'],
    ['<License><ValidUntil>2027-06-22</ValidUntil></License>', '2027-06-22T00:00:00.000Z'],
    ['expires=2027-06-22T10:30:00\nfoo=bar', '2027-06-22T10:30:00.000Z'],
    ['{"exp_at":1}', null],
    ['{"expiresOn":1813795200}', '2027-06-24T00:00:00.000Z'],
    ['{"endDateTime":"22 June 2027 12:00 GMT"}', '2027-06-22T12:00:00.000Z'],
    ['{"notAfter":"2028-01-01","expires":"2027-01-01"}', '2027-01-01T00:00:00.000Z'],
    ['{"expires":"1970-01-01"}', null],
    ['nothing here', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(findEndDate(text)).toBe(expected);
  });

  it('any date of a plausible year is found under any of its names, and read as UTC', () => {
    const day = fc.date({ min: new Date('2021-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
    const name = fc.constantFrom('expires', 'ExpirationDate', 'expiry_date', 'valid-until', 'NotAfter', 'endDate');
    fc.assert(
      fc.property(day, name, fc.string({ maxLength: 40 }), (date, member, around) => {
        const text = `${around.replaceAll(/expir|valid|not|end/gi, '')}\n"${member}": "${date.toISOString()}",`;
        expect(findEndDate(text)).toBe(date.toISOString());
      }),
    );
  });

  it('whatever else lies in the folder never makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (text, bytes) => {
        for (const one of [text, Buffer.from(bytes).toString('utf8')]) {
          const found = findEndDate(one);
          expect(found === null || !Number.isNaN(Date.parse(found))).toBe(true);
          findMadeFor(one);
        }
      }),
    );
  });
});

describe('what a line of the container’s log means', () => {
  it.each([
    ["error: … Status 'Invalid' for the billing endpoint", 'license.key-refused'],
    [
      "Container is not in a valid state. Subscription validation failed with status 'OutOfQuota' Api Key is out of quota.",
      'license.out-of-quota',
    ],
    ["Subscription validation failed with status 'Mismatch'", 'license.wrong-resource'],
    ["failed with status 'ContainerUseUnauthorized'", 'license.not-approved'],
    ['Failed to reach endpoint. Trying 9 more times.', 'license.endpoint-unreachable'],
    ['Invalid Billing Endpoint URI', 'license.endpoint-malformed'],
    ['Hosting environment: Production', null],
  ])('%s', (line, code) => {
    expect(meaningOf(line)?.code ?? null).toBe(code);
  });
});

describe('a downloaded licence on the disk', () => {
  let root: string;
  let folder: string;
  let places: OwnPlaces;
  const now = new Date('2026-11-23T10:00:00Z');
  const AT = '2026-11-23T10-00-00-000Z';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'drydock-licence-'));
    folder = join(root, 'licence');
    await mkdir(folder);
    places = createOwnPlaces(join(root, 'data'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  async function staged(files: Readonly<Record<string, string>>, template: string | null = null) {
    const staging = await makeStaging(await places.make(folder), 'x');
    for (const [name, text] of Object.entries(files)) await writeFile(join(staging.files, name), text);
    if (template !== null) await writeFile(staging.template, template);
    return staging;
  }
  const text = (...parts: string[]) => readFile(join(root, ...parts), 'utf8');

  it('moves in whole, and what was there is set aside with its template, where no container sees it', async () => {
    await moveIn(await staged({ 'a.lic': 'old' }, 'run old'), folder, new Date('2026-01-01T00:00:00Z'));
    expect(await moveIn(await staged({ 'a.lic': 'new' }, 'run new'), folder, now)).toBe(
      join(root, 'licence.drydock', `previous-${AT}`),
    );
    expect(await readdir(folder)).toEqual(['a.lic']);
    expect(await text('licence/a.lic')).toBe('new');
    expect((await readdir(join(root, 'licence.drydock'))).toSorted()).toEqual([
      `previous-${AT}`,
      `previous-${AT}.txt`,
      'template.txt',
    ]);
    expect(await text('licence.drydock', `previous-${AT}`, 'a.lic')).toBe('old');
    expect(await text('licence.drydock', `previous-${AT}.txt`)).toBe('run old');
    expect(await text('licence.drydock/template.txt')).toBe('run new');
  });

  it('where it cannot move in, everything is back where it was', async () => {
    await moveIn(await staged({ 'a.lic': 'old' }, 'run old'), folder, new Date('2026-01-01T00:00:00Z'));
    const staging = await staged({ 'b.lic': 'new', 'a.lic': 'new' }, 'run new');
    // A hidden folder with something in it is where a hidden part of the download has to go.
    await mkdir(join(staging.files, '.part'));
    await mkdir(join(folder, '.part'));
    await writeFile(join(folder, '.part', 'in-the-way'), '');
    await expect(moveIn(staging, folder, now)).rejects.toThrow();
    expect((await readdir(folder)).toSorted()).toEqual(['.part', 'a.lic']);
    expect(await text('licence/a.lic')).toBe('old');
    expect(await text('licence.drydock/template.txt')).toBe('run old');
    expect(await readFile(join(staging.files, 'b.lic'), 'utf8')).toBe('new');
    expect((await readdir(join(root, 'licence.drydock'))).toSorted()).toEqual(['download-x', 'template.txt']);
  });

  it('what an earlier download left half-way is taken away', async () => {
    const staging = await staged({ 'a.lic': 'half' });
    await removeStaging(dirname(staging.path));
    await places.tidy(folder);
    expect(await readdir(root)).toEqual(['licence']);
  });

  it.each([
    ['before anything was set aside', ['a.lic', 'b.lic'], [], 'taken'],
    ['in the middle of it', ['b.lic'], ['a.lic'], 'taken'],
    ['with all of it set aside', [], ['a.lic', 'b.lic'], 'entering'],
  ])('a kill %s leaves what the next start finishes', async (_when, inFolder, aside, stage) => {
    const staging = await staged({ 'a.lic': 'new a', 'c.lic': 'new c' }, 'run new');
    const place = dirname(staging.path);
    await rename(staging.path, join(place, `${stage}-${AT}`));
    for (const name of inFolder) await writeFile(join(folder, name), `old ${name}`);
    if (aside.length > 0) await mkdir(join(place, `previous-${AT}`));
    for (const name of aside) await writeFile(join(place, `previous-${AT}`, name), `old ${name}`);
    expect(await finishMoves(place, folder)).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['a.lic', 'c.lic']);
    expect(await text('licence/a.lic')).toBe('new a');
    expect((await readdir(place)).toSorted()).toEqual([`previous-${AT}`, 'template.txt']);
    expect((await readdir(join(place, `previous-${AT}`))).toSorted()).toEqual(['a.lic', 'b.lic']);
    expect(await readFile(join(place, `previous-${AT}`, 'a.lic'), 'utf8')).toBe('old a.lic');
    expect(await finishMoves(place, folder)).toBe(false);
  });

  it('a kill between two files that moved in leaves the rest to the next start, and what moved in stays', async () => {
    const staging = await staged({ 'c.lic': 'new c' });
    const place = dirname(staging.path);
    await rename(staging.path, join(place, `entering-${AT}`));
    await writeFile(join(folder, 'a.lic'), 'new a');
    expect(await finishMoves(place, folder)).toBe(true);
    expect(await text('licence/a.lic')).toBe('new a');
    expect(await text('licence/c.lic')).toBe('new c');
  });

  it('is read as valid, expired or missing; empty files, hidden ones and the template are no licence', async () => {
    expect((await readLicence(join(folder, 'nowhere'), now)).state).toBe('missing');
    await writeFile(join(folder, TEMPLATE_FILE), 'docker run');
    await writeFile(join(folder, 'empty.lic'), '');
    await writeFile(join(folder, '.hidden'), 'x');
    expect(await readLicence(folder, now)).toMatchObject({ state: 'missing', templateKept: false });
    await writeFile(join(folder, 'a.lic'), '{"expires":"2027-06-22"}');
    expect(await readLicence(folder, now)).toMatchObject({ state: 'valid', endsAt: '2027-06-22T00:00:00.000Z' });
    expect((await readLicence(folder, new Date('2027-06-22T00:00:00Z'))).state).toBe('expired');
    await writeFile(join(folder, 'a.lic'), Buffer.from([0, 255, 3]));
    expect(await readLicence(folder, now)).toMatchObject({ state: 'valid', endsAt: null });
  });

  it('is looked for among so many names and no more, however many a container wrote', async () => {
    for (let at = 0; at < 6; at += 1) {
      await mkdir(join(folder, `${at}`));
      await writeFile(join(folder, `${at}`, 'a.lic'), 'opaque');
      const names = Array.from({ length: 1000 }, (_, one) => join(folder, `${at}`, `${one}`));
      await Promise.all(names.map((name) => writeFile(name, '')));
    }
    const { files } = await readLicence(folder, now);
    expect(files.length).toBeGreaterThan(3);
    expect(files.length).toBeLessThan(6);
  });

  it.runIf(process.platform !== 'win32')(
    'is found beside links, also to nowhere and to devices, and pipes, none of which is opened or counts as one',
    async () => {
      await promisify(execFile)('mkfifo', [join(folder, 'pipe.lic')]);
      for (const [name, target] of [
        ['dangling.lic', '/nowhere/at all'],
        ['endless.lic', '/dev/zero'],
        ['other.lic', '/etc/passwd'],
        ['round.lic', 'round.lic'],
      ] as const)
        await symlink(target, join(folder, name));
      await symlink('/etc', join(folder, 'folder'));
      expect(await readLicence(folder, now)).toMatchObject({ state: 'missing', files: [] });
      await writeFile(join(folder, 'good.lic'), '{"expires":"2027-06-22"}');
      expect(await readLicence(folder, now)).toMatchObject({ state: 'valid', files: [{ name: 'good.lic' }] });
    },
  );

  it('is licensed where the template of the download that wrote it is kept', async () => {
    await writeFile(join(folder, 'data'), 'b3BhcXVl');
    const has = async (asked: string) => asked === folder;
    expect(await readLicence(folder, now, has)).toMatchObject({ state: 'valid', templateKept: true });
  });
});

describe('a folder with foreign files alone', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-foreign-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['zeros', Buffer.alloc(4096)],
    ['a letter over and over', Buffer.from('x'.repeat(300))],
    ['blank lines', Buffer.from(' \n\n ')],
  ])('holds no licence where there is nothing but %s in it', async (_what, bytes) => {
    await writeFile(join(folder, 'fill'), bytes);
    expect(await readLicence(folder, now)).toMatchObject({ state: 'missing', files: [] });
    // Nor do they hide a licence that is there.
    await writeFile(join(folder, 'a.lic'), '{"expires":"2027-06-22"}');
    expect(await readLicence(folder, now)).toMatchObject({ state: 'valid', files: [{ name: 'a.lic' }] });
  });

  it('is not called licensed: what nothing tells to be a licence is unknown', async () => {
    await writeFile(join(folder, 'notes'), 'shopping: milk, bread');
    expect(await readLicence(folder, now)).toMatchObject({ state: 'unknown', files: [{ name: 'notes' }] });
  });

  it.each([
    ['its name', 'form-license.dat', 'b3BhcXVl'],
    ['a word in it', 'data', '-----BEGIN LICENSE-----\nb3BhcXVl'],
    ['the image that it names', 'data', '{"containerImage":"layout"}'],
  ])('is licensed where %s tells so', async (_what, name, text) => {
    await writeFile(join(folder, name), text);
    expect(await readLicence(folder, now)).toMatchObject({ state: 'valid', endsAt: null });
  });
});

describe('earlier licences', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'drydock-previous-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are kept up to a number, the latest ones, and never the one in use', async () => {
    const folder = join(root, 'licence');
    await mkdir(folder);
    const place = await createOwnPlaces(root).make(folder);
    for (const day of [1, 2, 3, 4, 5]) {
      const staging = await makeStaging(place, `${day}`);
      await writeFile(join(staging.files, 'a.lic'), `day ${day}`);
      await writeFile(staging.template, `run ${day}`);
      await moveIn(staging, folder, new Date(Date.UTC(2026, 0, day)));
      await tidyPrevious(place, 2);
    }
    expect((await readdir(place)).toSorted()).toEqual([
      'previous-2026-01-04T00-00-00-000Z',
      'previous-2026-01-04T00-00-00-000Z.txt',
      'previous-2026-01-05T00-00-00-000Z',
      'previous-2026-01-05T00-00-00-000Z.txt',
      'template.txt',
    ]);
    expect(await readFile(join(folder, 'a.lic'), 'utf8')).toBe('day 5');
  });
});
