import { describe, expect, it } from 'vitest';
import type { Leftover } from '#shared/contract/messages.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { engineForJob } from './for-job.ts';
import type { ContainerSpec, Engine, NetworkFacts } from './types.ts';

const never = new Promise<never>(() => undefined);
const spec = (name: string) => ({ name }) as ContainerSpec;
const network = (name: string): NetworkFacts => ({ id: `id of ${name}`, name, labels: {}, way: 'internal' });

/** As much of an engine as a job uses here; what it was told to remove, in order. */
function anEngine({
  create = async ({ name }: ContainerSpec) => `id of ${name}`,
  removes = async () => undefined,
}: {
  create?: (spec: ContainerSpec) => Promise<string>;
  removes?: () => Promise<void>;
} = {}) {
  const removed: string[] = [];
  const remove = async (id: string): Promise<void> => {
    await removes();
    removed.push(id);
  };
  const engine = {
    host: 'unix:///engine.sock',
    info: () => never,
    images: { find: () => never },
    containers: { changesRestart: true, create, remove, inspect: () => never },
    networks: { create: async ({ name }: { name: string }) => network(name), remove },
  } as unknown as Engine;
  return { engine, removed };
}
const job = (engine: Engine) => {
  const over = new AbortController();
  const left: Leftover[] = [];
  const { takeAway, ...one } = engineForJob(engine, over.signal);
  return { ...one, left, takeAway: () => takeAway((one) => left.push(one)), cancel: () => over.abort('cancelled') };
};
/** How long something took, in ms. */
const timeOf = async (work: Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work;
  return performance.now() - from;
};

describe('the engine of a job', () => {
  it('is waited for until the job is cancelled, whatever it was asked', async () => {
    const { engine, cancel } = job(anEngine({ create: () => never }).engine);
    const asked = [
      engine.info(),
      engine.images.find('layout'),
      engine.containers.inspect('c'),
      engine.containers.create(spec('c')),
    ];
    cancel();
    for (const answer of asked) await expect(answer).rejects.toBe('cancelled');
    expect(engine.containers.changesRestart).toBe(true);
  });

  it('takes away all that was made, networks after the containers on them', async () => {
    const { engine, removed } = anEngine();
    const mine = job(engine);
    await mine.engine.networks.create({ name: 'n', labels: {}, sealed: true });
    await mine.engine.containers.create(spec('a'));
    await mine.engine.containers.create(spec('b'));
    await mine.takeAway();
    expect(removed).toEqual(['id of a', 'id of b', 'id of n']);
    expect(mine.left).toEqual([]);
  });

  it('takes away a container whose creation was answered after the cancel', async () => {
    let answer = (_id: string): void => undefined;
    const { engine, removed } = anEngine({
      create: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const mine = job(engine);
    const creating = mine.engine.containers.create(spec('late'));
    mine.cancel();
    await expect(creating).rejects.toBe('cancelled');
    const taking = mine.takeAway();
    answer('id of late');
    await taking;
    expect(removed).toEqual(['id of late']);
    expect(mine.left).toEqual([]);
  });

  it.each([
    ['creates nothing that it answers', { create: () => never }],
    ['removes nothing', { removes: () => never }],
    ['breaks off', { create: () => Promise.reject(new Foreseen('engine.lost', {})) }],
  ])('says within 2 s of a cancel what may be left on one that %s', async (_what, how) => {
    const mine = job(anEngine(how).engine);
    mine.engine.containers.create(spec('c')).catch(() => undefined);
    mine.cancel();
    expect(await timeOf(mine.takeAway())).toBeLessThan(2000);
    expect(mine.left).toEqual([{ kind: 'container', name: 'c' }]);
  });

  it('has nothing to take away where the engine refused to make it', async () => {
    const refused = new Foreseen('engine.refused', { status: 500 });
    const mine = job(anEngine({ create: () => Promise.reject(refused) }).engine);
    await expect(mine.engine.containers.create(spec('c'))).rejects.toBe(refused);
    await mine.takeAway();
    expect(mine.left).toEqual([]);
  });
});
