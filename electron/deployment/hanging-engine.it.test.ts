// An engine that does what it is asked and answers nothing more: a socket in between keeps its answers back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { breakEngine } from '../testing/broken-engine.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

/** A cancel may take two seconds; the rest is for a busy machine. */
const CANCEL_MS = 4000;

describe('a deployment on an engine that stops answering', () => {
  let door: RealDoor;
  let engine: Awaited<ReturnType<typeof breakEngine>>;
  let folder: string;
  let deployment: Deployment;
  const id = () => ({ id: deployment.id });
  const containers = (): Promise<string> =>
    docker('ps', '--all', '--quiet', '--filter', `label=io.drydock.deployment=${deployment.id}`);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-hanging-'));
    engine = await breakEngine(folder);
    door = await openRealDoor({ engine: engine.host });
    deployment = await door.prepare(await door.define('layout'));
  });
  beforeEach(() => engine.fault(() => null));
  afterAll(async () => {
    engine.fault(() => null);
    await door.close();
    engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Begins an operation, whose first call of this kind and all later ones are not answered; cancels it then. */
  async function cancelled(path: 'deployments.start' | 'deployments.stop', call: RegExp) {
    let isMute = false;
    engine.fault((one) => {
      isMute ||= call.test(one);
      return isMute ? 'mute' : null;
    });
    const running = await door.begin(path, id());
    await expect.poll(() => isMute, { timeout: 60_000 }).toBe(true);
    const from = performance.now();
    running.cancel();
    const { state, snapshot } = await running.ended();
    expect(state.name).toBe('cancelled');
    expect(performance.now() - from).toBeLessThan(CANCEL_MS);
    engine.fault(() => null);
    return snapshot.left;
  }

  it.each([
    ['a network is made', /^POST \/v[\d.]+\/networks\/create/, ['network']],
    [
      'its container is made',
      /^POST \/v[\d.]+\/containers\/create\?name=drydock-[a-z-]+-layout/,
      ['container', 'container', 'network', 'network'],
    ],
  ])(
    'is cancelled at once while %s; what may be left is named, and the next start works',
    async (_what, call, kinds) => {
      const left = await cancelled('deployments.start', call);
      expect(left.map(({ kind }) => kind).toSorted()).toEqual(kinds);
      await door.succeed('deployments.start', id());
      await door.succeed('deployments.remove', id());
      expect(await containers()).toBe('');
    },
  );

  it('is not waited for in a stop that is cancelled', async () => {
    await door.succeed('deployments.start', id());
    expect(await cancelled('deployments.stop', /^POST \/v[\d.]+\/containers\/[0-9a-f]+\/stop/)).toEqual([]);
  });
});
