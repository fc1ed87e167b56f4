import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import type { BytesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { addMark, type Mark, rateOf } from '#shared/rules/transfer.ts';
import type { Engines } from '../docker/types.ts';
import type { OperationContext } from '../ipc/handlers.ts';

/**
 * Hands a `docker save` archive to the engine; answers the references that it loaded.
 *
 * Fails with `archive.*`, `disk.full`, `engine.*`.
 */
export async function loadArchive(
  archivePath: string,
  context: OperationContext<BytesProgress>,
  { engines, clock }: { readonly engines: Pick<Engines, 'current'>; readonly clock: () => number },
): Promise<{ references: string[] }> {
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
    for (const reference of loaded) context.log(`Loaded ${reference}`);
    return { references: [...loaded] };
  } finally {
    source.destroy();
    counter.destroy();
  }
}
