import { join } from 'node:path';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry, UsageBook } from '#shared/domain/history.ts';
import type { Preferences } from '#shared/domain/settings.ts';
import { type CollectorNeeds, createCollector } from './collector.ts';
import { serveUsage } from './handlers.ts';
import { openHistory } from './history.ts';

export interface OpenUsageOptions extends Omit<CollectorNeeds, 'history' | 'failed' | 'changed'> {
  /** The history is kept in its folder `usage`. */
  readonly dataFolder: string;
  /** Say how many daily copies of the history stay. */
  readonly preferences: { readonly read: () => Pick<Preferences, 'historyCopiesKept'> };
  readonly deployment: (id: string) => Deployment;
  /** Told of the rooms that are stale. */
  readonly changed: (topics: readonly string[]) => void;
  /** Told of new readings. */
  readonly counted: () => void;
  /** Where a failure goes that nobody waits for: of the ledger, or of a reading that nobody asked for. */
  readonly failed: (room: string) => (error: unknown) => void;
}

/** Opens the room of usage: the history, who reads it from the containers, and Drydock's own ledger. */
export function openUsage({
  dataFolder,
  preferences,
  deployment,
  changed,
  counted,
  failed,
  ...needs
}: OpenUsageOptions) {
  const history = openHistory({
    folder: join(dataFolder, 'usage'),
    now: needs.now,
    copiesKept: () => preferences.read().historyCopiesKept,
    changed: () => changed(['app', 'usage', 'deployments']),
    failed: failed('ledger'),
  });
  const collector = createCollector({
    ...needs,
    history,
    changed: () => {
      counted();
      changed(['usage', 'deployments', 'alerts']);
    },
    failed: failed('usage'),
  });
  return {
    collector,
    notices: history.notices,
    deploymentIds: history.deploymentIds,
    /** What other rooms ask of it, and tell it. */
    asked: {
      usage: collector,
      quantityUsed: history.quantityUsed,
      readings: history.readings,
      book: (one: Deployment): Promise<UsageBook> => history.book(one, collector.stale(one.id)),
      /** Drydock's own ledger of documents sent; what they counted is read soon after. */
      record(entry: LedgerEntry): void {
        history.record(entry);
        collector.soon(entry.deploymentId);
      },
    },
    serves: serveUsage({ history, collector, deployment }),
    /** Nothing is read from here on; what operations still count is kept until `close`. */
    stopReading: collector.close,
    close: history.close,
  };
}
