import type { usage } from '#shared/contract/usage.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { isForeseen } from '#shared/failures/failure.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Collector } from './collector.ts';
import type { UsageHistory } from './history.ts';

export interface UsageNeeds {
  readonly history: Pick<UsageHistory, 'book' | 'readings' | 'copies' | 'restore'>;
  readonly collector: Pick<Collector, 'collect' | 'stale'>;
  readonly deployment: (id: string) => Deployment;
}

/** Serves `usage`. */
export function serveUsage({ history, collector, deployment }: UsageNeeds): HandlersFor<typeof usage> {
  const book = (one: Deployment): Promise<UsageBook> => history.book(one, collector.stale(one.id));
  const known = (id: string): Deployment | null => {
    try {
      return deployment(id);
    } catch (error) {
      if (isForeseen(error, 'deployment.unknown')) return null;
      throw error;
    }
  };
  return {
    book: ({ deploymentId }) => book(deployment(deploymentId)),
    async books({ deploymentIds }) {
      const books: UsageBook[] = [];
      for (const id of deploymentIds) {
        const one = known(id);
        if (one) books.push(await book(one));
      }
      return books;
    },
    async collect({ deploymentId }) {
      const one = deployment(deploymentId);
      await collector.collect(one);
      return book(one);
    },
    readings: ({ deploymentId, from, to }) => history.readings(deployment(deploymentId).id, from, to),
    copies: async () => (await history.copies()).map(({ at }) => ({ at })),
    restore: ({ at }) => history.restore(at),
  };
}
