import type { News } from '#shared/contract/messages.ts';
import type { World } from '#shared/domain/world.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { createOperations, type Operations } from './operations.ts';
import { createServer, type Handlers } from './server.ts';
import { serveTasks } from './tasks.ts';

export interface OpenOperationsOptions {
  readonly world: World;
  readonly now: () => Date;
  readonly redactor: Pick<Redactor, 'value'>;
  readonly push: (news: News) => void;
  readonly failed: (room: string) => (error: unknown) => void;
}

/** Opens the operations of one world, and what serves its contract by these handlers. */
export function openOperations({ world, now, redactor: { value: redact }, push, failed }: OpenOperationsOptions) {
  const operations: Operations = createOperations({
    world,
    now,
    redact,
    publish: (snapshot) => push({ kind: 'operation', snapshot }),
  });
  return {
    operations,
    tasks: serveTasks(operations),
    serve: (handlers: Handlers) =>
      createServer({
        world,
        handlers,
        operations,
        redact,
        push,
        onFailure: (path, error) => failed(path)(error),
      }),
  };
}
