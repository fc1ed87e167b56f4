import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOwnPlaces } from './own-place.ts';

let root: string;
let licence: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-places-'));
  licence = join(root, 'licence');
  await mkdir(licence);
});
afterEach(() => rm(root, { recursive: true }));
const open = () => createOwnPlaces(join(root, 'data'));

it('is beside the licence folder, and goes when nothing is in it', async () => {
  expect(await open().there(licence)).toEqual([]);
  expect(await open().make(licence)).toBe(join(root, 'licence.drydock'));
  expect(await open().there(licence)).toEqual([join(root, 'licence.drydock')]);
  await open().tidy(licence);
  expect(await readdir(root)).toEqual(['licence']);
});

it('is beside what a link leads to, on the file system of the licence', async () => {
  await mkdir(join(root, 'stick/licence'), { recursive: true });
  await symlink(join(root, 'stick/licence'), join(root, 'linked'));
  expect(await open().make(join(root, 'linked'))).toBe(join(root, 'stick/licence.drydock'));
});

it('is in the data folder where the place beside it is a file, or leads somewhere else', async () => {
  await mkdir(join(root, 'elsewhere'));
  await symlink(join(root, 'elsewhere'), join(root, 'licence.drydock'));
  const place = await open().make(licence);
  expect(place.startsWith(join(root, 'data/licences/'))).toBe(true);
  expect(await open().there(licence)).toEqual([place]);
  await rm(join(root, 'licence.drydock'));
  await writeFile(join(root, 'licence.drydock'), 'mine');
  expect(await open().make(licence)).toBe(place);
});

it('goes along with a folder that gets another name', async () => {
  const place = await open().make(licence);
  await writeFile(join(place, 'template.txt'), 'run');
  await open().rename(licence, join(root, 'licence-set-aside'));
  expect(await readFile(join(root, 'licence-set-aside.drydock/template.txt'), 'utf8')).toBe('run');
});
