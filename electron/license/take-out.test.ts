import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cutShort } from '../testing/cut-short.ts';
import { takeOut } from './take-out.ts';

let into = '';
beforeEach(async () => {
  into = await mkdtemp(join(tmpdir(), 'drydock-take-'));
});
afterEach(() => rm(into, { recursive: true }));

function archive(
  ...entries: readonly (Partial<Header> & { readonly name: string; readonly text?: string })[]
): Readable {
  const tar = pack();
  tar.entry({ name: 'licence/', type: 'directory' });
  for (const { text = '', ...header } of entries) tar.entry(header, header.type === 'directory' ? '' : text);
  tar.finalize();
  return Readable.from(tar);
}
const limits = { files: 3, depth: 3, bytes: 100 };

it('files and folders are made anew, readable by all, whatever their modes and owners were', async () => {
  const taken = await takeOut(
    archive(
      { name: 'licence/sub/', type: 'directory', mode: 0, uid: 65532 },
      { name: 'licence/sub/a.lic', text: 'one', mode: 0, uid: 65532 },
    ),
    into,
  );
  expect(taken).toEqual({ files: [{ name: 'sub/a.lic', sizeBytes: 3 }], refused: [], withKey: [] });
  expect(await readFile(join(into, 'sub/a.lic'), 'utf8')).toBe('one');
  expect((await stat(join(into, 'sub/a.lic'))).mode % 0o1000).toBe(0o644);
});

it('the container’s user may enter its folders, however strict the mask of this account is', async () => {
  const mask = process.umask(0o077);
  try {
    await takeOut(archive({ name: 'licence/sub/', type: 'directory' }, { name: 'licence/sub/a.lic', text: 'x' }), into);
  } finally {
    process.umask(mask);
  }
  expect((await stat(join(into, 'sub'))).mode % 0o1000).toBe(0o755);
  expect((await stat(join(into, 'sub/a.lic'))).mode % 0o1000).toBe(0o644);
});

it.runIf(process.platform !== 'win32')('a file that a full disk cuts short is a failure, not a licence', async () => {
  const tar = join(into, 'licence.tar');
  await writeFile(tar, Buffer.concat(await archive({ name: 'licence/a.lic', text: 'x'.repeat(5000) }).toArray()));
  const end = await cutShort(
    join(import.meta.dirname, 'take-out.ts'),
    `m.takeOut((await import('node:fs')).createReadStream(${JSON.stringify(tar)}), ${JSON.stringify(into)})`,
  );
  expect(end).toBe('EFBIG');
});

it.each([
  [{ name: 'licence/x', type: 'symlink', linkname: '/etc/shadow' }, 'link'],
  [{ name: 'licence/x', type: 'link', linkname: 'licence/y' }, 'link'],
  [{ name: 'licence/x', type: 'fifo' }, 'device'],
  [{ name: 'licence/x', type: 'character-device' }, 'device'],
  [{ name: 'licence/x', mode: 0o4755 }, 'set-id'],
  [{ name: 'licence/x', mode: 0o2755 }, 'set-id'],
  [{ name: 'licence/a/../../x' }, 'name'],
  [{ name: 'licence/a\\x' }, 'name'],
  [{ name: 'licence/.drydock-renewal.json' }, 'name'],
  [{ name: 'licence/Drydock-Template.TXT' }, 'name'],
  [{ name: 'licence/a\u202egpj' }, 'name'],
] as const)('%j is refused by name, and what is good is taken', async (bad, why) => {
  const taken = await takeOut(archive(bad, { name: 'licence/good.lic', text: 'x' }), into);
  expect(taken.files).toEqual([{ name: 'good.lic', sizeBytes: 1 }]);
  expect(taken.refused).toEqual([{ name: expect.any(String), why }]);
  expect(await readdir(into)).toEqual(['good.lic']);
});

it.each([
  ['files', ['a', 'b', 'c', 'd'].map((name) => ({ name: `licence/${name}` }))],
  ['depth', [{ name: 'licence/a/b/c/d' }]],
  ['bytes', [{ name: 'licence/a', text: 'x'.repeat(101) }]],
] as const)('more than a limit of %s ends it', async (what, entries) => {
  await expect(takeOut(archive(...entries), into, { limits })).rejects.toMatchObject({
    code: 'license.too-much',
    facts: { what },
  });
});

it('a stream that breaks off is a failure, not the half of a licence', async () => {
  const bytes = await archive({ name: 'licence/a', text: 'x'.repeat(2000) }).toArray();
  const half = Buffer.concat(bytes).subarray(0, 1800);
  await expect(takeOut(Readable.from([half]), into)).rejects.toThrow();
});

it('a file that holds the key is named, and taken all the same', async () => {
  const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  const taken = await takeOut(
    archive(
      { name: 'licence/a.lic', text: 'opaque' },
      { name: 'licence/sub/', type: 'directory' },
      { name: 'licence/sub/b.lic', text: `{"k":"${Buffer.from(key, 'utf16le').toString('base64')}"}` },
    ),
    into,
    { key },
  );
  expect(taken.files.map(({ name }) => name)).toEqual(['a.lic', 'sub/b.lic']);
  expect(taken.withKey).toEqual(['sub/b.lic']);
});
