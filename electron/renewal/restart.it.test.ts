import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../testing/as-root.ts';
import { partOf } from '../testing/part.ts';
import { until } from '../testing/until.ts';
import { docker } from '../testing/variant.ts';
import { endIn, type Opened, open, oursOn } from './testing/open.ts';

describe('after a renewal and after each way back', () => {
  let engine: PrivateEngine;
  let at: Opened;
  const shared = process.env['DRYDOCK_TEST_ENGINE'];
  const run = (path: 'replace' | 'finish' | 'undo') => at.door().succeed(`renewal.${path}`, at.input);

  beforeAll(async () => {
    engine = await startPrivateEngine();
    process.env['DRYDOCK_TEST_ENGINE'] = engine.host; // what the words of `open` speak to
    at = await open('invoice');
    await at.door().call('deployments.save', { ...at.deployment, restart: 'unless-stopped' });
    await at.door().succeed('deployments.remove', { id: at.deployment.id });
    await at.door().succeed('deployments.start', { id: at.deployment.id });
  });
  afterAll(async () => {
    await at.close();
    await engine.end('SIGKILL');
    process.env['DRYDOCK_TEST_ENGINE'] = shared;
  });

  const serves = (licence: string) =>
    until(
      `the containers with ${licence} to serve again`,
      async () => (await at.servedBy().catch(() => null)) === licence,
      { limitMs: 60_000, everyMs: 300 },
    );
  const stateOf = async (name: string) => (await docker('inspect', '--format', '{{.State.Status}}', name)).trim();

  /** Each container by the engine's own client, then the engine with all that it runs, as a computer that starts again. */
  async function comesBack(): Promise<void> {
    const licence = await at.servedBy();
    const before = await oursOn(at.deployment.id);
    const stopped: string[] = [];
    for (const name of before) {
      if ((await stateOf(name)) === 'running') await docker('restart', '--time', '1', name);
      else stopped.push(name);
    }
    await serves(licence);
    await engine.end('SIGTERM');
    await engine.again();
    await serves(licence);
    expect(await oursOn(at.deployment.id)).toEqual(before);
    for (const name of stopped) expect(await stateOf(name), `${name} was stopped and stays so`).not.toBe('running');
  }

  // Slow: the engine and all its containers are ended and started again, twice.
  it('the old set that serves again is restarted, and comes back with the engine', async () => {
    await at.reach('trial');
    await run('undo');
    await comesBack();
    await at.reach('switched');
    await run('undo');
    expect(await at.servedBy()).toBe(partOf(at.deployment, 'invoice').licenceFolder);
    await comesBack();
  });

  // Slow: twice as well.
  it('the new set beside the old one is restarted, and comes back with the engine, before and after the end', async () => {
    await at.reach('switched');
    expect(await at.servedBy()).toContain(`-${(await at.state()).set}`);
    await comesBack();
    await run('finish');
    await comesBack();
  });

  // Slow: twice.
  it('the same holds for a renewal with a short stop, and for the way back from it', async () => {
    await replaced();
    await comesBack();
    await run('undo');
    await comesBack();
  });

  // Slow: once.
  it('and for the end of one with a short stop', async () => {
    await replaced();
    await run('finish');
    await comesBack();
  });

  async function replaced(): Promise<void> {
    await at.reach('none');
    for (const { licenceFolder } of (await at.definition()).parts) await endIn(licenceFolder, 10);
    await at.fetch();
    await run('replace');
  }
});
