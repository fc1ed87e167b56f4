import { isDeepStrictEqual } from 'node:util';
import type { copies as contract } from '#shared/contract/copies.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Settings } from './settings.ts';

export interface CopiesNeeds {
  readonly settings: Settings;
  /** Ids of deployments that this installation has containers of. Fails with `engine.*`. */
  readonly onEngine: () => Promise<readonly string[]>;
  /** Ids of deployments that usage was kept of. Fails with `usage.history-unusable`. */
  readonly inHistory: () => Promise<readonly string[]>;
  readonly failed: (room: string) => (error: unknown) => void;
}

/** The copies of the settings: shown, and taken back. */
export function serveCopies({ settings, onEngine, inHistory, failed }: CopiesNeeds): HandlersFor<typeof contract> {
  const asked = (ids: Promise<readonly string[]>): Promise<readonly string[] | null> =>
    ids.catch((error: unknown) => {
      failed('copies')(error);
      return null;
    });
  return {
    async list() {
      const found = await settings.copies();
      return {
        offer: settings.offer(),
        copies: found.map(({ at, value }) => ({
          at,
          deployments: value.deployments.map(({ name }) => name),
          commitments: value.commitments.length,
          isCurrent:
            isDeepStrictEqual(value.deployments, settings.deployments()) &&
            isDeepStrictEqual(value.commitments, settings.commitments()),
        })),
      };
    },
    async lacking({ at }) {
      const copy = (await settings.copies()).find((one) => one.at === at);
      if (!copy) throw new Foreseen('copy.unreadable', { at });
      const has = new Set(copy.value.deployments.map(({ id }) => id));
      const others = (ids: readonly string[] | null) =>
        ids && [...new Set(ids)].filter((id) => !has.has(id)).toSorted();
      const [engine, history] = await Promise.all([asked(onEngine()), asked(inHistory())]);
      return { onEngine: others(engine), inHistory: others(history) };
    },
    restore: ({ at }) => settings.restore(at),
    decline: () => settings.declineCopy(),
  };
}
