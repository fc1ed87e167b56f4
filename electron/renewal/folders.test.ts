import { lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type Mark, markedFolders, writeMark } from './folders.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-marks-'));
});
afterEach(() => rm(root, { recursive: true }));

const mark: Mark = {
  deploymentId: 'd',
  image: 'layout',
  set: '2026-01-01',
  from: 'download',
  since: '2026-01-01T00:00:00.000Z',
  before: { parts: [] },
};
const deploymentAt = (licenceFolder: string): Deployment =>
  ({ id: 'd', parts: [{ image: 'layout', licenceFolder }] }) as unknown as Deployment;

it('a mark is written beside what a container planted in its place, never through it', async () => {
  const folder = join(root, 'licence');
  await mkdir(folder);
  const decoy = join(root, '.bashrc');
  await writeFile(decoy, 'mine');
  await symlink(decoy, join(folder, '.drydock-renewal.json'));
  await writeMark(folder, mark);
  expect(await readFile(decoy, 'utf8')).toBe('mine');
  expect((await lstat(join(folder, '.drydock-renewal.json'))).isFile()).toBe(true);
  expect(await markedFolders(deploymentAt(folder))).toMatchObject([{ folder, set: '2026-01-01' }]);
});

it('a link to a mark elsewhere is none', async () => {
  const folder = join(root, 'licence');
  await mkdir(folder);
  await writeFile(join(root, 'mark'), JSON.stringify(mark));
  await symlink(join(root, 'mark'), join(folder, '.drydock-renewal.json'));
  expect(await markedFolders(deploymentAt(folder))).toEqual([]);
});
