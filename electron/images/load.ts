import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import type { LoadedImage } from '#shared/contract/images.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { BytesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { foreignPlatform } from '#shared/rules/platform.ts';
import { addMark, type Mark, rateOf } from '#shared/rules/transfer.ts';
import type { Engine, Engines } from '../docker/types.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { propose } from './propose.ts';

export interface LoadNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly deployment: (id: string) => Deployment | Promise<Deployment>;
  readonly clock: () => number;
}

/**
 * Hands a `docker save` archive to the engine; answers what it loaded, and what of a deployment each may be.
 *
 * Fails with `archive.*`, `disk.full`, `deployment.unknown`, `engine.*`.
 */
export async function loadArchive(
  { archivePath, deploymentId }: { readonly archivePath: string; readonly deploymentId: string | null },
  context: OperationContext<BytesProgress>,
  { engines, deployment, clock }: LoadNeeds,
): Promise<LoadedImage[]> {
  const parts = deploymentId === null ? [] : (await deployment(deploymentId)).parts;
  const file = await stat(archivePath).catch((cause: unknown) => {
    throw new Foreseen('archive.not-found', { path: archivePath }, { cause });
  });
  if (!file.isFile()) throw new Foreseen('archive.not-found', { path: archivePath });
  const engine = await engines.current();
  let doneBytes = 0;
  let marks: readonly Mark[] = [];
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      doneBytes += chunk.length;
      marks = addMark(marks, { at: clock(), bytes: doneBytes });
      context.report({ doneBytes, totalBytes: file.size, bytesPerSecond: rateOf(marks) });
      done(null, chunk);
    },
  });
  const source = createReadStream(archivePath, { highWaterMark: 1 << 20 });
  source.once('error', (cause) => counter.destroy(cause));
  try {
    const loaded = await engine.images.load(source.pipe(counter), { signal: context.signal, path: archivePath });
    const images = await imagesOf(engine, loaded, parts);
    for (const { id, names, foreignPlatform: platform } of images)
      context.log(`Loaded ${names.join(', ') || id}${platform === null ? '' : `, made for ${platform}`}`);
    return images;
  } finally {
    source.destroy();
    counter.destroy();
  }
}

/** The images that were loaded, each once with all its names; an archive may name one twice, or not at all. */
async function imagesOf(engine: Engine, loaded: readonly string[], parts: Deployment['parts']): Promise<LoadedImage[]> {
  const images = new Map<string, LoadedImage>();
  for (const said of loaded) {
    const id = ID.exec(said)?.[0] ?? null;
    const found = await engine.images.find(id ?? said);
    if (!found) throw new Foreseen('engine.nonsense', {}, { detail: `said that it has ${said}, and has not` });
    const names = [...(images.get(found.id)?.names ?? []), ...(id === null ? [said] : [])];
    images.set(found.id, {
      id: found.id,
      names,
      sizeBytes: found.sizeBytes,
      foreignPlatform: foreignPlatform(found),
      proposed: propose({ id: found.id, digest: found.digest, names }, parts),
    });
  }
  return [...images.values()];
}

/** The engine names an image without a name by its id, with containerd's store after a word of its own. */
const ID = /sha256:[0-9a-f]{64}$/;
