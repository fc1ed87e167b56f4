import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type Mark, openMarks } from './marks.ts';

let root = '';
let data = '';
let licence = '';
let output = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-marks-'));
  data = join(root, 'data');
  licence = join(root, 'licence');
  output = join(root, 'output');
  await mkdir(data);
  await mkdir(licence);
});
afterEach(() => rm(root, { recursive: true }));

const OLD = '.drydock-renewal.json';
const markWith = (change: Partial<Mark> = {}): Mark => ({
  deploymentId: 'd',
  image: 'layout',
  set: '2026-01-01',
  from: 'download',
  since: '2026-01-01T00:00:00.000Z',
  before: { parts: [{ image: 'layout', licenceFolder: licence, outputFolder: output }] },
  ...change,
});
const deployment = (): Deployment =>
  ({ id: 'd', parts: [{ image: 'layout', licenceFolder: licence, outputFolder: output }] }) as unknown as Deployment;
const open = (deployments: readonly Deployment[] = [deployment()]) =>
  openMarks({ folder: data, deployments: () => deployments, now: () => new Date('2026-01-02T00:00:00Z') });
/** The folder of a new licence beside the old one. */
async function fresh(): Promise<string> {
  const folder = `${licence}-2026-01-01`;
  await mkdir(folder);
  return folder;
}

it('a mark is in the data folder, is there after a start, and ends with its folder or its renewal', async () => {
  const folder = await fresh();
  const marks = await open();
  await marks.put(folder, markWith());
  expect(await readdir(folder)).toEqual([]);
  const again = await open();
  expect(await again.of(deployment())).toMatchObject([{ folder, set: '2026-01-01' }]);
  expect(await again.isRenewing(deployment())).toBe(true);
  expect(await again.of({ ...deployment(), id: 'other' })).toEqual([]);
  await rm(folder, { recursive: true });
  expect(await again.of(deployment())).toEqual([]);
  await mkdir(folder);
  await again.remove(folder);
  expect(await (await open()).of(deployment())).toEqual([]);
});

describe('a mark in a licence folder', () => {
  it('that an earlier version left is taken over once', async () => {
    const folder = await fresh();
    await writeFile(join(folder, OLD), JSON.stringify(markWith()));
    const marks = await open();
    expect(await marks.of(deployment())).toMatchObject([{ folder, set: '2026-01-01' }]);
    expect(await readdir(folder)).toEqual([]);
    await marks.remove(folder);
    // A container writes another one: it is none of Drydock's.
    await writeFile(join(folder, OLD), JSON.stringify(markWith()));
    expect(await (await open()).of(deployment())).toEqual([]);
  });

  it('is used, and told, where it cannot be taken over; the app starts, and the next start tries again', async () => {
    const folder = await fresh();
    await writeFile(join(folder, OLD), JSON.stringify(markWith()));
    await rm(data, { recursive: true });
    const marks = await open();
    expect(marks.notices).toMatchObject([{ code: 'file.not-written' }]);
    expect(await marks.of(deployment())).toHaveLength(1);
    await mkdir(data);
    expect(await (await open()).of(deployment())).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('waits for settings that have its deployment', async () => {
    const folder = await fresh();
    await writeFile(join(folder, OLD), JSON.stringify(markWith()));
    await open([]);
    expect(await (await open()).of(deployment())).toHaveLength(1);
  });

  it.each([
    ['a link to one elsewhere', 'link', {}],
    ['one that leads to folders of others', 'file', { licenceFolder: '/home/somebody' }],
    ['one that leads to an output folder of others', 'file', { outputFolder: '/home/somebody' }],
    ['one for an image that the deployment does not have', 'file', { image: 'read' as const }],
  ])('that a container could have written is none of ours: %s', async (_what, kind, change) => {
    const folder = await fresh();
    const part = { image: 'layout' as const, licenceFolder: licence, outputFolder: output, ...change };
    const text = JSON.stringify(markWith({ before: { parts: [part] } }));
    const path = kind === 'link' ? join(root, 'mark') : join(folder, OLD);
    await writeFile(path, text);
    if (kind === 'link') await symlink(path, join(folder, OLD));
    expect(await (await open()).of(deployment())).toEqual([]);
  });
});
