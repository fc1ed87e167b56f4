import type { tasks } from '#shared/contract/tasks.ts';
import type { HandlersFor } from './handlers.ts';
import type { Operations } from './operations.ts';

/** Serves `tasks`: the operations themselves. */
export const serveTasks = (operations: Operations): HandlersFor<typeof tasks> => ({
  list: () => operations.list(),
  dismiss: ({ operationId }) => operations.dismiss(operationId),
});
