import type { KeyReadable as Shown } from '#shared/contract/license.ts';

export type KeyReadable = Shown;

export type KeyWatch = ReturnType<typeof watchKey>;

/**
 * Measures for how long others on the host can read the key of one licence run: in the command line of its process, which
 * every account may read, and in what the engine tells of the container, which those may ask who may use the engine. At
 * least so long: a process is counted from when its container is asked for.
 */
export function watchKey(clock: () => number = () => performance.now()) {
  let madeAt: number | null = null;
  let endedAt: number | null = null;
  let removedAt: number | null = null;
  const since = (to: number | null): number => (madeAt === null ? 0 : Math.round((to ?? clock()) - madeAt));
  return {
    made: (): void => {
      madeAt = clock();
    },
    ended: (): void => {
      endedAt = clock();
    },
    removed: (): void => {
      removedAt = clock();
    },
    readable: (): Pick<KeyReadable, 'processMs' | 'engineMs'> => ({
      processMs: since(endedAt ?? removedAt),
      engineMs: since(removedAt),
    }),
  };
}
