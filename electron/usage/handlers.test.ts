import { expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { bookOf } from '#shared/testing/made-up.ts';
import { invoiceDeployment } from '../testing/definition.ts';
import { serveUsage } from './handlers.ts';

it('the books of several deployments come in their order, without those that do not exist any more', async () => {
  const { books } = serveUsage({
    history: {
      book: async ({ id }, stale) => ({ ...bookOf([1], 20_000), deploymentId: id, stale: [...stale] }),
      readings: async () => [],
      copies: async () => [],
      restore: async () => undefined,
    },
    collector: { collect: async () => undefined, stale: (id) => (id === 'b' ? ['layout'] : []) },
    deployment: (id) => {
      if (id === 'gone') throw new Foreseen('deployment.unknown', { id });
      return { ...invoiceDeployment, id };
    },
  });
  expect(await books({ deploymentIds: ['b', 'gone', 'a'] })).toMatchObject([
    { deploymentId: 'b', stale: ['layout'] },
    { deploymentId: 'a', stale: [] },
  ]);
});
