import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { breakEngine, type Fault } from '../testing/broken-engine.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

const CREATE = /^POST \/v[\d.]+\/containers\/create/;
const START = /^POST \/v[\d.]+\/containers\/[0-9a-f]+\/start/;
/** A cancel may take two seconds; the rest is for a busy machine. */
const CANCEL_MS = 4000;

describe('a licence download on an engine whose answers are lost', () => {
  let door: RealDoor;
  let engine: Awaited<ReturnType<typeof breakEngine>>;
  let folder: string;
  let deployment: Deployment;
  const containers = (): Promise<string> =>
    docker('ps', '--all', '--quiet', '--filter', `label=io.drydock.deployment=${deployment.id}`);
  const input = () => ({ deploymentId: deployment.id, images: ['layout' as const], eulaAccepted: true });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-broken-'));
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

  it('goes on with the container whose creation was not answered, and leaves none', async () => {
    let cut = 0;
    engine.fault((call) => {
      if (!CREATE.test(call)) return null;
      cut += 1;
      return 'cut';
    });
    await door.succeed('license.download', input());
    expect(cut).toBe(2); // of the guard, and of the run
    expect(await containers()).toBe('');
  });

  const [guard, run] = [1, 2];
  const faults: readonly (readonly [string, RegExp, number, Fault])[] = [
    ['half of the answer to create comes', CREATE, run, 'half'],
    ['no answer to create comes', CREATE, run, 'mute'],
    ['half of the answer to start comes', START, run, 'half'],
    ['no answer to start comes', START, run, 'mute'],
    ['no answer to the creation of its guard comes', CREATE, guard, 'mute'],
    ['half of the answer to the start of its guard comes', START, guard, 'half'],
  ];
  it.each(faults)(
    'is cancelled at once where %s; no container stays, and the next try works',
    async (_what, call, which, fault) => {
      let asked = 0;
      engine.fault((one) => {
        if (!call.test(one)) return null;
        asked += 1;
        return asked === which ? fault : null;
      });
      const before = await readdir(deployment.parts[0]?.licenceFolder ?? '');
      const download = await door.begin('license.download', input());
      await expect.poll(() => asked, { timeout: 30_000 }).toBe(which);
      // The engine carries it out; it is the answer that is lost.
      await expect.poll(containers, { timeout: 30_000 }).not.toBe('');
      const from = performance.now();
      download.cancel();
      expect((await download.ended()).state.name).toBe('cancelled');
      expect(performance.now() - from).toBeLessThan(CANCEL_MS);
      await expect.poll(containers, { timeout: 20_000 }).toBe('');
      expect(await readdir(deployment.parts[0]?.licenceFolder ?? '')).toEqual(before);
      engine.fault(() => null);
      await door.succeed('license.download', input());
    },
  );

  it('is cancelled at once where no call is answered any more; says what may be left, and the next try removes it', async () => {
    const download = await door.begin('license.download', input());
    let starts = 0;
    const mute = (): boolean => starts === run;
    engine.fault((call) => {
      if (START.test(call)) starts += 1;
      return mute() ? 'mute' : null;
    });
    await expect.poll(mute, { timeout: 30_000 }).toBe(true);
    const from = performance.now();
    download.cancel();
    const { state, snapshot } = await download.ended();
    expect(state.name).toBe('cancelled');
    expect(performance.now() - from).toBeLessThan(CANCEL_MS);
    expect(snapshot.left).toMatchObject([{ kind: 'container' }, { kind: 'container' }]);
    expect(await containers()).not.toBe('');
    engine.fault(() => null);
    await door.succeed('license.download', input());
    expect(await containers()).toBe('');
  });
});
