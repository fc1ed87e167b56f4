import { z } from 'zod';
import type { LayerProgress } from '#shared/domain/operations.ts';

/** A line of the engine's progress stream. Podman's have a text in `stream` and no layers. */
export const ProgressLine = z.looseObject({
  id: z.string().nullish(),
  status: z.string().nullish(),
  stream: z.string().nullish(),
  progressDetail: z.looseObject({ current: z.number().nullish(), total: z.number().nullish() }).nullish(),
  error: z.string().nullish(),
  errorDetail: z.looseObject({ message: z.string().nullish() }).nullish(),
});
export type ProgressLine = z.infer<typeof ProgressLine>;

const STATES: readonly (readonly [RegExp, LayerProgress['state']])[] = [
  [/^Pulling fs layer|^Waiting/, 'waiting'],
  [/^Downloading/, 'downloading'],
  [/^Verifying Checksum|^Download complete/, 'checking'],
  [/^Extracting|^Loading/, 'extracting'],
  [/^Pull complete|^Loaded/, 'complete'],
  [/^Already exists/, 'already-here'],
];

/**
 * Folds progress lines into the picture of all layers, in the order in which they were named. A layer's download is done
 * once it is checked; extracting counts its own bytes and so never lowers what was downloaded.
 */
export function createLayers() {
  const layers = new Map<string, LayerProgress>();
  return {
    /** Takes one line; whether something changed. */
    take(line: ProgressLine): boolean {
      const state = STATES.find(([pattern]) => pattern.test(line.status ?? ''))?.[1];
      if (!line.id || !state || /^[\w.-]+$/.test(line.id) === false) return false;
      const before = layers.get(line.id);
      const { current, total } = line.progressDetail ?? {};
      const known = before?.totalBytes ?? null;
      const totalBytes = state === 'downloading' && total ? Math.round(total) : known;
      let doneBytes = before?.doneBytes ?? 0;
      if (state === 'downloading' && current) doneBytes = Math.max(doneBytes, Math.round(current));
      else if (state !== 'waiting' && state !== 'downloading') doneBytes = totalBytes ?? doneBytes;
      layers.set(line.id, { id: line.id, state, doneBytes, totalBytes });
      return true;
    },
    all: (): readonly LayerProgress[] => [...layers.values()],
  };
}
