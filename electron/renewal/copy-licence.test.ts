import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cutShort } from '../testing/cut-short.ts';
import { checkContent, copyLicence } from './copy-licence.ts';

let root = '';
let from = '';
let into = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drydock-copy-'));
  from = join(root, 'stick');
  into = join(root, 'into');
  await mkdir(join(from, 'sub/inner'), { recursive: true });
  await mkdir(into);
});
afterEach(() => rm(root, { recursive: true }));

const context = (signal = new AbortController().signal) => ({ signal, log: () => undefined });

it('what is copied can be read by whatever user the container runs as, however strict the mask of this account is', async () => {
  await writeFile(join(from, 'sub/inner/a.lic'), 'one', { mode: 0o600 });
  const mask = process.umask(0o077);
  try {
    await copyLicence(from, into, context());
  } finally {
    process.umask(mask);
  }
  expect(await readFile(join(into, 'sub/inner/a.lic'), 'utf8')).toBe('one');
  for (const [name, mode] of [
    ['sub', 0o755],
    ['sub/inner', 0o755],
    ['sub/inner/a.lic', 0o644],
  ] as const)
    expect((await stat(join(into, name))).mode % 0o1000, name).toBe(mode);
});

it('a folder that holds more than any licence is refused, and not copied in part', async () => {
  await Promise.all(Array.from({ length: 1001 }, (_, at) => writeFile(join(from, `${at}`), 'opaque')));
  const failure = { code: 'renewal.too-many-files', facts: { folder: from } };
  await expect(checkContent(from)).rejects.toMatchObject(failure);
  await expect(copyLicence(from, into, context())).rejects.toMatchObject(failure);
  expect(await readdir(into)).toEqual([]);
});

it('so is one that goes deeper', async () => {
  const deep = join(from, ...Array.from({ length: 9 }, () => 'd'));
  await mkdir(deep, { recursive: true });
  await writeFile(join(deep, 'a.lic'), 'opaque');
  await expect(checkContent(from)).rejects.toMatchObject({ code: 'renewal.too-many-files' });
});

it('a cancel ends it in the middle of a file', async () => {
  await writeFile(join(from, 'a.lic'), Buffer.alloc(64 * 2 ** 20, 'x'));
  const cancel = new AbortController();
  const copying = copyLicence(from, into, context(cancel.signal));
  while ((await stat(join(into, 'a.lic')).catch(() => null)) === null) await new Promise(setImmediate);
  cancel.abort();
  await expect(copying).rejects.toThrow();
  expect((await stat(join(into, 'a.lic'))).size).toBeLessThan(64 * 2 ** 20);
});

it.runIf(process.platform !== 'win32')('a file that a full disk cuts short is a failure', async () => {
  await writeFile(join(from, 'a.lic'), 'x'.repeat(5000));
  const module = join(import.meta.dirname, '../files/write-new.ts');
  const [source, target] = [join(from, 'a.lic'), join(into, 'a.lic')].map((path) => JSON.stringify(path));
  expect(await cutShort(module, `m.copyRegular(${source}, ${target}, 0o644, new AbortController().signal)`)).toBe(
    'EFBIG',
  );
});
