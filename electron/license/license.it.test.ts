import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { asRoot } from '../testing/as-root.ts';
import { partOf } from '../testing/part.ts';
import { ENDPOINT, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker, removeImages } from '../testing/variant.ts';

/** The names of everything in a folder, hidden files too; empty where it is not there. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    () => [],
  );
const containersLeft = (): Promise<string> =>
  docker('ps', '--all', '--quiet', '--filter', 'label=io.drydock.job=licence');

describe('a licence download on a real engine', () => {
  let door: RealDoor;
  let deployment: Deployment;
  const part = () => partOf(deployment);
  const folder = (): string => part().licenceFolder;
  const input = (eulaAccepted = true) => ({
    deploymentId: deployment.id,
    images: ['layout' as const],
    eulaAccepted,
  });
  const keep = (key: string, endpoint = ENDPOINT) =>
    door.call('credentials.save', { resource: 'form-recognizer', endpoint, key, keep: 'session' });
  beforeAll(async () => {
    // Other tests' images stay on the engine, and the first test wants it to be without.
    await removeImages();
    door = await openRealDoor();
    deployment = await door.define('layout');
  });
  afterAll(async () => {
    expect(await containersLeft(), 'no licence container is left by any test').toBe('');
    await door.close();
  });

  it('needs the image, the terms accepted, and the credentials, in words of its own', async () => {
    expect((await door.fail('license.download', input(false))).code).toBe('license.eula-not-accepted');
    expect((await door.fail('license.download', input())).code).toBe('image.not-on-host');
    await door.succeed('images.pull', {
      deploymentId: deployment.id,
      images: [{ image: 'layout', reference: part().reference }],
    });
    expect(await door.fail('license.download', input())).toMatchObject({
      code: 'credentials.missing',
      facts: { resource: 'form-recognizer' },
    });
  });

  it('leaves the licence, its end and the printed template, and the key nowhere', async () => {
    const key = newKey();
    await keep(key);
    const { state, snapshot } = await door.run('license.download', input());
    expect(state).toMatchObject({ name: 'succeeded', output: [{ image: 'layout', files: ['layout.lic'] }] });
    expect(snapshot.left).toEqual([]);
    const [{ endsAt = null } = {}] = state.name === 'succeeded' ? (state.output as { endsAt: string | null }[]) : [];
    const days = (Date.parse(endsAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(365);
    expect(await namesIn(folder())).toEqual(['layout.lic']);
    const template = await door.call('license.template', { deploymentId: deployment.id, image: 'layout' });
    expect(template.printed).toContain('docker run');
    expect(relative(folder(), template.path ?? '')).toMatch(/^\.\./);
    expect((await stat(dirname(template.path ?? ''))).mode & 0o077).toBe(0);
    const everything = [
      JSON.stringify(door.pushes),
      JSON.stringify(template),
      ...(await Promise.all((await namesIn(folder())).map((name) => readFile(join(folder(), name), 'utf8')))),
    ].join('\n');
    for (const form of [key, encodeURIComponent(key), Buffer.from(key).toString('base64')])
      expect(everything).not.toContain(form);
    expect(await containersLeft()).toBe('');
  });

  it.each([
    ['a key that is wrong', 'bad', ENDPOINT, 'license.key-refused'],
    ['a key of another kind of resource', '0dd0dd', ENDPOINT, 'license.wrong-resource'],
    ['a plan that is used up', '0e0e0e', ENDPOINT, 'license.out-of-quota'],
    ['a subscription that is not approved', '0ff0ff', ENDPOINT, 'license.not-approved'],
    ['an endpoint nobody answers at', '', ENDPOINT.replace('rehearsal', 'unreachable'), 'license.endpoint-unreachable'],
    ['a service that is busy', '0c0c0c', ENDPOINT, 'license.service-busy'],
  ])('%s is told as such, and the licence from before stays', async (_what, prefix, endpoint, code) => {
    const before = await readFile(join(folder(), 'layout.lic'), 'utf8');
    await keep(prefix + newKey().slice(prefix.length), endpoint);
    const { state, snapshot } = await door.run('license.download', input());
    expect(state).toMatchObject({ name: 'failed', failure: { code, facts: { image: 'layout' } } });
    expect(snapshot.left).toEqual([]);
    expect(await readFile(join(folder(), 'layout.lic'), 'utf8')).toBe(before);
    expect(await namesIn(folder())).toEqual(['layout.lic']);
  });

  it('a new licence takes the place of the old one, which is set aside', async () => {
    await keep(newKey());
    const before = await readFile(join(folder(), 'layout.lic'), 'utf8');
    await door.succeed('license.download', input());
    expect(await namesIn(folder())).toEqual(['layout.lic']);
    const place = `${folder()}.drydock`;
    const [previous = 'none'] = (await readdir(place)).filter((name) => /^previous-.*Z$/.test(name)).toSorted();
    expect(await readFile(join(place, previous, 'layout.lic'), 'utf8')).toBe(before);
    expect((await readdir(place)).filter((name) => name.startsWith('download'))).toEqual([]);
  });

  it('what a killed app left is taken away by the next one that finds the engine', async () => {
    const { id } = JSON.parse(await readFile(join(door.data, 'installation.json'), 'utf8'));
    const label = ['io.drydock.job=licence', `io.drydock.installation=${id}`].flatMap((one) => ['--label', one]);
    await docker('create', ...label, part().reference);
    expect(await containersLeft()).not.toBe('');
    const next = await openRealDoor({ folder: door.root });
    await expect.poll(containersLeft).toBe('');
    await next.end();
  });

  describe('the folder', () => {
    const use = (licenceFolder: string) =>
      door.call('deployments.save', { ...deployment, parts: [{ ...part(), licenceFolder }] });

    it('that is a file is refused', async () => {
      const path = join(door.root, 'a-file');
      await writeFile(path, '');
      const before = deployment;
      deployment = await use(path);
      expect(await door.fail('license.download', input())).toMatchObject({
        code: 'folder.not-a-folder',
        facts: { path },
      });
      // One that Drydock proposes is looked at without a question; one that was typed is not.
      const wish = { feature: 'receipt', registry: '', tag: null } as const;
      const proposed = (await door.call('deployments.propose', wish)).parts[0]?.licenceFolder ?? '';
      expect(await door.call('license.checkFolder', { path: proposed })).toMatchObject({
        given: true,
        willBeMade: true,
      });
      const typed = join(door.root, 'new');
      expect(await door.call('license.checkFolder', { path: typed })).toMatchObject({
        given: false,
        willBeMade: false,
      });
      deployment = await door.call('deployments.save', before);
    });

    it('that cannot be written is refused before a container is made', async () => {
      const path = join(door.root, 'read-only');
      await mkdir(path);
      // Permissions do not hold root back; a read-only file system does.
      await asRoot('mount', '-t', 'tmpfs', '-o', 'ro', 'none', path);
      const before = deployment;
      try {
        deployment = await use(path);
        const failure = await door.fail('license.download', input());
        expect(failure).toMatchObject({ code: 'folder.not-writable', facts: { path } });
      } finally {
        await asRoot('umount', path);
        deployment = await door.call('deployments.save', before);
      }
    });

    it('without space is told as a full disk', async () => {
      const path = join(door.root, 'full');
      await mkdir(path);
      await asRoot('mount', '-t', 'tmpfs', '-o', 'size=4k,nr_inodes=3,mode=1777', 'none', path);
      const before = deployment;
      try {
        await writeFile(join(path, 'filler'), Buffer.alloc(4096)).catch(() => undefined);
        await writeFile(join(path, 'filler-2'), '').catch(() => undefined);
        deployment = await use(path);
        expect(await door.fail('license.download', input())).toMatchObject({ code: 'disk.full' });
      } finally {
        await asRoot('umount', path);
        deployment = await door.call('deployments.save', before);
      }
    });
  });
});

describe('licences of a feature and its helper', () => {
  let door: RealDoor;
  beforeAll(async () => {
    door = await openRealDoor();
  });
  afterAll(() => door.close());

  it('are two, each in its own folder; one folder for both is refused when it is stored', async () => {
    const deployment = await door.define('invoice');
    await door.prepare(deployment);
    for (const { licenceFolder, image } of deployment.parts)
      expect(await namesIn(licenceFolder)).toContain(`${image}.lic`);
    const shared = deployment.parts.map((part) => ({ ...part, licenceFolder: join(door.root, 'one-for-all') }));
    const answer = await door.answerTo('deployments.save', { ...deployment, parts: shared });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'folder.shared-by-images' } });
  });
});
