import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Engine } from '../docker/types.ts';
import { takeFiles } from './take-files.ts';

let staging = '';
beforeEach(async () => {
  staging = await mkdtemp(join(tmpdir(), 'dd-take-files-'));
});
afterEach(() => rm(staging, { recursive: true, force: true }));

/** A folder as an engine hands it out, with these files and an empty folder in it. */
function folderWith(files: Readonly<Record<string, string>>): Readable {
  const tar = pack();
  tar.entry({ name: 'licence/', type: 'directory' });
  tar.entry({ name: 'licence/empty/', type: 'directory' });
  for (const [name, text] of Object.entries(files)) tar.entry({ name: `licence/${name}` }, text);
  tar.finalize();
  return Readable.from(tar);
}

/** What is taken from an engine that answers so, one answer after the other. */
async function taken(product: 'docker' | 'podman', answers: (Readable | null)[]) {
  const asked = answers.length;
  const engine = {
    info: async () => ({ product }),
    containers: { readFolder: async () => answers.shift() ?? null },
  } as unknown as Engine;
  const signal = AbortSignal.timeout(20_000);
  const { files } = await takeFiles(engine, 'id', { staging, key: 'no key', signal, log: () => undefined });
  return { names: files.map(({ name }) => name), looks: asked - answers.length };
}

it('a licence that Podman hands out a moment after the end of its container is taken', async () => {
  const { names, looks } = await taken('podman', [null, folderWith({}), folderWith({ 'a.lic': 'text' })]);
  expect({ names, looks }).toEqual({ names: ['a.lic'], looks: 3 });
  expect(await readFile(join(staging, 'a.lic'), 'utf8')).toBe('text');
});

it('Docker is asked once: what it does not have is not there', async () => {
  expect(await taken('docker', [folderWith({}), folderWith({ 'a.lic': 'text' })])).toEqual({ names: [], looks: 1 });
});
