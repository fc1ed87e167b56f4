import { expect, it } from 'vitest';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { createLeftovers } from './leftovers.ts';

const licenceRun = (id: string, image: string) =>
  ({
    id,
    name: `drydock-licence-invoice-${image}-${id}`,
    labels: { 'io.drydock.job': 'licence', 'io.drydock.deployment': 'invoice', 'io.drydock.image': image },
    mounts: [],
  }) as unknown as ContainerFacts;

it('a download that was begun since this start is no leftover, also where its engine is attended to later', async () => {
  const removed: string[] = [];
  const engine = {
    containers: {
      withLabels: async () => [licenceRun('old', 'layout'), licenceRun('running', 'invoice')],
      strangers: async () => [],
      remove: async (id: string) => void removed.push(id),
    },
  } as unknown as Engine;
  const leftovers = createLeftovers({ now: () => new Date(), found: () => undefined });
  leftovers.begin('invoice', 'invoice');
  await leftovers.remove(engine, []);
  expect(removed).toEqual(['old']);
});
