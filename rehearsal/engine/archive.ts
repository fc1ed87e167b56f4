import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { featureOf } from './references.ts';

const Manifest = z.array(z.looseObject({ Config: z.string(), RepoTags: z.array(z.string()).nullish() }));
const Config = z.looseObject({
  os: z.string().default('linux'),
  architecture: z.string().default('amd64'),
  config: z
    .looseObject({
      Labels: z.record(z.string(), z.string()).nullish(),
      Entrypoint: z.array(z.string()).nullish(),
    })
    .nullish(),
  rootfs: z.looseObject({ diff_ids: z.array(z.string()).nullish() }).nullish(),
});

/** An image that an archive holds. */
export interface Archived {
  readonly id: string;
  /** None where it was saved by its id. */
  readonly names: readonly string[];
  readonly feature: string;
  /** What it says it is. */
  readonly build: string;
  /** Whether its program is a gate. */
  readonly gate: boolean;
  readonly layers: readonly string[];
  /** What it says of its containers. */
  readonly config: Record<string, unknown>;
  readonly os: string;
  readonly architecture: string;
}

/** What an archive holds, each image with what it says it is; an error where it is no whole archive. */
export async function imagesIn(request: IncomingMessage): Promise<readonly Archived[] | Error> {
  const texts = new Map<string, string>();
  const reader = extract();
  const first = await new Promise<Buffer | null>((resolve, reject) => {
    request.once('readable', () => resolve(request.read() as Buffer | null));
    request.once('error', reject);
  });
  if (first === null) return new Error('unexpected EOF');
  request.unshift(first);
  const zipped = first[0] === 0x1f && first[1] === 0x8b;
  const source = zipped ? request.pipe(createGunzip()) : request;
  source.pipe(reader);
  try {
    for await (const entry of reader) {
      const name = entry.header.name.replace(/^\.\//, '');
      const keep = name.endsWith('.json') && !name.includes('/');
      let text = '';
      for await (const chunk of entry) if (keep) text += String(chunk);
      if (keep) texts.set(name, text);
    }
    const manifest = texts.get('manifest.json');
    if (!manifest) return new Error('open manifest.json: no such file or directory');
    return Manifest.parse(JSON.parse(manifest)).map(({ Config: path, RepoTags }) => {
      const { config, rootfs, os, architecture } = Config.parse(JSON.parse(texts.get(path) ?? '{}'));
      const names = RepoTags ?? [];
      const labels = config?.Labels ?? {};
      return {
        id: `sha256:${path.replace(/\.json$/, '')}`,
        names,
        feature: labels['feature'] || names.flatMap((name) => featureOf(name) ?? [])[0] || '',
        build: labels['build'] ?? `archive-${path.slice(0, 12)}`,
        gate: config?.Entrypoint?.join() === '/gate',
        layers: rootfs?.diff_ids ?? [],
        config: config ?? {},
        os,
        architecture,
      };
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
