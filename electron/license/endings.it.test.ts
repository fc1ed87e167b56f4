import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { partOf } from '../testing/part.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker, variantOf } from '../testing/variant.ts';

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).sort();
const containersLeft = (): Promise<string> =>
  docker('ps', '--all', '--quiet', '--filter', 'label=io.drydock.job=licence');

describe('how a licence download may end', () => {
  let door: RealDoor;
  let deployment: Deployment;
  const part = () => partOf(deployment);
  const folder = (): string => part().licenceFolder;
  const input = () => ({ deploymentId: deployment.id, images: ['layout' as const], eulaAccepted: true });
  /** Points the deployment at an image with a switch thrown, for one piece of work. */
  const withSwitch = async <T>(env: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> => {
    const before = deployment;
    const reference = await variantOf(part().reference, env);
    deployment = await door.call('deployments.save', { ...before, parts: [{ ...part(), reference }] });
    try {
      return await work();
    } finally {
      deployment = await door.call('deployments.save', before);
    }
  };

  beforeAll(async () => {
    door = await openRealDoor({ licenceLimits: { askAfterMs: 2000 } });
    deployment = await door.define('layout');
    await door.prepare(deployment);
  });
  afterAll(async () => {
    expect(await containersLeft(), 'no licence container is left by any test').toBe('');
    await door.close();
  });

  it('a container that goes on after the download is taken away once the operator takes what is there', async () => {
    await withSwitch({ REHEARSAL_DOWNLOAD: 'keep-running' }, async () => {
      const download = await door.begin('license.download', input());
      await download.until(({ progress }) => Boolean((progress as { question?: unknown } | null)?.question));
      await door.call('license.decide', { deploymentId: deployment.id, image: 'layout', decision: 'take' });
      expect((await download.ended()).state.name).toBe('succeeded');
    });
    expect(await containersLeft()).toBe('');
  });

  it('a container that ends well without a licence is not taken for a success', async () => {
    const failure = await withSwitch({ REHEARSAL_DOWNLOAD: 'no-file' }, () => door.fail('license.download', input()));
    expect(failure).toMatchObject({ code: 'license.none-written', facts: { image: 'layout', exitCode: 0 } });
  });

  it('a download that is cancelled leaves no container, and the folder as it was', async () => {
    const before = await namesIn(folder());
    await withSwitch({ REHEARSAL_DOWNLOAD: 'hang' }, async () => {
      const download = await door.begin('license.download', input());
      await download.until(({ log }) => log.length > 0);
      expect(await containersLeft()).not.toBe('');
      download.cancel();
      expect((await download.ended()).state.name).toBe('cancelled');
      // A cancel does not wait for an engine that takes its time.
      await expect.poll(containersLeft, { timeout: 20_000 }).toBe('');
    });
    expect(await namesIn(folder())).toEqual(before);
  });

  it('a licence that was paid for is taken also where the keychain no longer gives the key at its end', async () => {
    await withSwitch({ REHEARSAL_DOWNLOADMS: '3000' }, async () => {
      const download = await door.begin('license.download', input());
      await expect.poll(containersLeft, { timeout: 30_000 }).not.toBe('');
      await door.call('credentials.forget', { resource: 'form-recognizer' });
      expect((await download.ended()).state).toMatchObject({ name: 'succeeded' });
    });
    await door.prepare(deployment);
  });

  it('a container removed behind its back ends the download with a failure', async () => {
    await withSwitch({ REHEARSAL_DOWNLOAD: 'hang' }, async () => {
      const download = await door.begin('license.download', input());
      await download.until(({ log }) => log.length > 0);
      const run = await docker('ps', '--all', '--quiet', '--filter', 'name=drydock-licence-');
      await docker('rm', '--force', run.trim());
      expect((await download.ended()).state).toMatchObject({ name: 'failed' });
    });
  });
});
