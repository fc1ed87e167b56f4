import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface ArchivedImage {
  /** None: saved by its id. */
  readonly names: readonly string[];
  readonly architecture?: string;
}

/** Writes small images as `docker save` does, each different from any other. Their ids, in order. */
export async function writeArchive(path: string, images: readonly ArchivedImage[]): Promise<readonly string[]> {
  const archive = pack();
  const layers = await Promise.all(images.map(layerOfItsOwn));
  const made = images.map(({ names, architecture = 'amd64' }, at) => {
    const content = layers[at] ?? Buffer.alloc(0);
    const diffId = sha256(content);
    const config = JSON.stringify({
      architecture,
      os: 'linux',
      config: { Cmd: ['/nothing'] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${diffId}`] },
      history: [{ created: '2024-01-01T00:00:00Z' }],
    });
    const id = sha256(config);
    archive.entry({ name: `${id}/`, type: 'directory' });
    archive.entry({ name: `${id}/layer.tar` }, content);
    archive.entry({ name: `${id}.json` }, config);
    return {
      id,
      manifest: { Config: `${id}.json`, RepoTags: names.length > 0 ? names : null, Layers: [`${id}/layer.tar`] },
    };
  });
  archive.entry({ name: 'manifest.json' }, JSON.stringify(made.map(({ manifest }) => manifest)));
  archive.finalize();
  await pipeline(archive, createWriteStream(path));
  return made.map(({ id }) => `sha256:${id}`);
}

function layerOfItsOwn(): Promise<Buffer> {
  const layer = pack();
  layer.entry({ name: 'hello.txt' }, randomUUID());
  layer.finalize();
  return buffer(layer);
}
