import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEvents } from './events.ts';
import { createFailures } from './failures.ts';
import { createImages } from './images.ts';
import { createLife } from './life.ts';
import type { Runtime } from './runtime.ts';
import { openStore } from './state.ts';
import { containerOf } from './wanted.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rehearsal-life-'));
});
afterEach(() => rm(home, { recursive: true }));

/** An engine's containers, whose processes are counted and end when they are asked to. */
function openLife() {
  const runs = new Set<number>();
  let started = 0;
  const runtime: Runtime = {
    start() {
      started += 1;
      const own = started;
      runs.add(own);
      let end: (how: { exitCode: number; signal: null }) => void = () => undefined;
      const ended = new Promise<{ exitCode: number; signal: null }>((resolve) => {
        end = resolve;
      });
      const kill = (): void => {
        runs.delete(own);
        end({ exitCode: 0, signal: null });
      };
      return { pid: undefined, ended, kill };
    },
  };
  const [store, events, failures] = [openStore(home), createEvents(), createFailures()];
  const images = createImages({ store, events, failures });
  store.images.set('sha256:i', {
    id: 'sha256:i',
    feature: 'layout',
    build: 'b',
    tags: [],
    digests: [],
    created: '2026-11-27T08:00:00Z',
    sizeBytes: 1,
    os: 'linux',
    architecture: 'amd64',
  });
  const life = createLife({ store, events, images, runtime, failures });
  const container = containerOf({ Image: 'i' }, { id: 'c', name: 'c', imageId: 'sha256:i', network: 'bridge' });
  return { life, container: life.keep(container), runs, started: () => started };
}

it('a container that two ask for at once is started once', async () => {
  const { life, container, started } = openLife();
  await Promise.all([life.run(container), life.run(container)]);
  expect(started()).toBe(1);
  await life.close();
});

it('one that is removed while it starts does not run on', async () => {
  const { life, container, runs } = openLife();
  const starting = life.run(container);
  await life.remove(container);
  await starting;
  expect(runs).toEqual(new Set());
  await life.close();
});
