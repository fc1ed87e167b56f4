import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { ImageContent } from '../docker/types.ts';
import { GATE_REFERENCE } from './reference.ts';

/** The gate's program in the sources, for x86-64 Linux. */
export const GATE_PROGRAM = join(import.meta.dirname, 'program/gate-linux-amd64');

/** An account without rights. The image has no list of accounts, so it is a number. */
const NOBODY = 65534;
/** Nothing of the image depends on when it was made: the same program is the same image. */
const MADE_AT = new Date(0);

export interface GateImage {
  readonly reference: string;
  /** What the engine says of this very image, whatever store it keeps images in. */
  readonly content: ImageContent;
  /** As `docker save` writes one. */
  readonly archive: () => Readable;
}

/** The image that the gate runs in: the program in `file`, and a folder for where it sends requests. */
export async function gateImage(file: string): Promise<GateImage> {
  const program = readFileSync(file);
  const layer = await archiveOf([
    { name: 'gate', mode: 0o755, content: program },
    { name: 'state/', mode: 0o700, owner: NOBODY },
  ]);
  const [entrypoint, user] = [['/gate'], `${NOBODY}:${NOBODY}`];
  const diffId = `sha256:${sha256(layer)}`;
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created: MADE_AT.toISOString(),
      config: { Entrypoint: entrypoint, User: user, WorkingDir: '/' },
      rootfs: { type: 'layers', diff_ids: [diffId] },
      history: [{ created: MADE_AT.toISOString(), created_by: 'Drydock' }],
    }),
  );
  const id = sha256(config);
  const manifest = Buffer.from(
    JSON.stringify([{ Config: `${id}.json`, RepoTags: [GATE_REFERENCE], Layers: ['layer.tar'] }]),
  );
  const archive = await archiveOf([
    { name: `${id}.json`, mode: 0o644, content: config },
    { name: 'layer.tar', mode: 0o644, content: layer },
    { name: 'manifest.json', mode: 0o644, content: manifest },
  ]);
  const content = { layers: [diffId], entrypoint, user, says: [] };
  return { reference: GATE_REFERENCE, content, archive: () => Readable.from([archive]) };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Entry {
  readonly name: string;
  readonly mode: number;
  /** A folder has none. */
  readonly content?: Uint8Array;
  readonly owner?: number;
}

async function archiveOf(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, mode, content, owner = 0 } of entries) {
    const header = { name, mode, uid: owner, gid: owner, mtime: MADE_AT };
    if (content) tar.entry(header, Buffer.from(content));
    else tar.entry({ ...header, type: 'directory' });
  }
  tar.finalize();
  return buffer(tar);
}
