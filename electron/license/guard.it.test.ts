import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { asRoot } from '../testing/as-root.ts';
import { breakEngine } from '../testing/broken-engine.ts';
import { partOf } from '../testing/part.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker, scriptedImage } from '../testing/variant.ts';

const ATTACH = /^POST \/v[\d.]+\/containers\/[0-9a-f]+\/attach/;
/** Prints, begins another process and goes on until it is killed; writes nothing, so that there is nothing to decide. */
const GOES_ON = `
  console.log('it goes on');
  require('node:child_process').spawn('/usr/bin/node', ['-e', 'setInterval(() => 0, 1000)'], { detached: true });
  setInterval(() => 0, 1000);`;

describe('a licence run and Drydock', () => {
  let door: RealDoor;
  let engine: Awaited<ReturnType<typeof breakEngine>>;
  let folder: string;
  let deployment: Deployment;
  const input = () => ({ deploymentId: deployment.id, images: ['layout' as const], eulaAccepted: true });
  const containers = async (...filters: string[]): Promise<string[]> => {
    const wanted = [`label=io.drydock.deployment=${deployment.id}`, ...filters].flatMap((one) => ['--filter', one]);
    return (await docker('ps', '--all', '--format', '{{.Names}}', ...wanted)).split('\n').filter(Boolean).sort();
  };
  /** A deployment whose licence image runs a script. */
  const scripted = async (name: string, script: string): Promise<void> => {
    const part = partOf(deployment);
    const reference = await scriptedImage(part.reference, name, script);
    await door.call('deployments.save', { ...deployment, parts: [{ ...part, reference }] });
  };
  const begun: { cancel(): void; ended(): Promise<unknown> }[] = [];
  async function begin() {
    const download = await door.begin('license.download', input());
    begun.push(download);
    return download;
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-guard-'));
    engine = await breakEngine(folder);
    door = await openRealDoor({ engine: engine.host });
    deployment = await door.prepare(await door.define('layout'));
  });
  beforeEach(async () => {
    engine.fault(() => null);
    await door.call('deployments.save', deployment);
  });
  // Where a test failed, its download is in nobody's way.
  afterEach(async () => {
    for (const download of begun.splice(0)) {
      download.cancel();
      await download.ended();
    }
  });
  afterAll(async () => {
    engine.fault(() => null);
    await door.close();
    engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('end together: every process of the run is killed when the connection that holds its guard is gone', async () => {
    await scripted('goes-on', GOES_ON);
    const download = await begin();
    await download.until(({ log }) => log.some((line) => line.includes('it goes on')));
    const [guard, run] = await containers();
    expect([guard, run]).toEqual([
      expect.stringMatching(/^drydock-guard-/),
      expect.stringMatching(/^drydock-licence-/),
    ]);
    const pid = (await docker('inspect', '--format', '{{.State.Pid}}', String(guard))).trim();
    expect(Number(pid)).toBeGreaterThan(0);
    engine.drop();
    await expect.poll(() => containers('status=running'), { timeout: 20_000 }).toEqual([]);
    expect((await docker('inspect', '--format', '{{.State.ExitCode}}', String(run)).catch(() => '137')).trim()).toBe(
      '137',
    );
    await download.ended();
    await expect.poll(() => containers(), { timeout: 20_000 }).toEqual([]);
  });

  it('are held together by a guard that is on no network, has no rights and bears the installation’s mark', async () => {
    await scripted('goes-on', GOES_ON);
    const download = await begin();
    await download.until(({ log }) => log.some((line) => line.includes('it goes on')));
    const [guard = '', run = ''] = await containers();
    const [{ HostConfig, Config, State }] = JSON.parse(await docker('inspect', guard));
    expect(HostConfig.NetworkMode).toBe('none');
    expect(HostConfig.SecurityOpt.join()).toContain('no-new-privileges');
    // What the kernel says: engines name differently what they take away.
    expect(await asRoot('grep', '^Cap[EB]', `/proc/${State.Pid}/status`)).toMatch(/^(?:Cap(?:Eff|Bnd):\t0{16}\n){2}$/);
    expect(Config).toMatchObject({ User: '65534:65534', OpenStdin: true });
    const own = JSON.parse(await docker('inspect', run))[0].Config.Labels['io.drydock.installation'];
    expect(own).toMatch(/./);
    expect(Config.Labels['io.drydock.installation']).toBe(own);
    expect(JSON.stringify(Config)).not.toContain('apikey');
    download.cancel();
    expect((await download.ended()).state.name).toBe('cancelled');
    await expect.poll(() => containers(), { timeout: 20_000 }).toEqual([]);
  });

  it('go on without a guard, and by the log, behind a proxy that passes no attached connection on', async () => {
    engine.fault((call) => (ATTACH.test(call) ? 'mute' : null));
    const from = performance.now();
    const { state, snapshot } = await door.run('license.download', input());
    expect(state).toMatchObject({ name: 'succeeded', output: [{ image: 'layout' }] });
    expect(performance.now() - from).toBeLessThan(50_000);
    const log = snapshot.log.join('\n');
    expect(log).toMatch(/No guard on this engine/);
    expect(log).toMatch(/Not attached .*its log is followed/);
    expect(log).toMatch(/licen[cs]e/i);
    expect(await containers()).toEqual([]);
  });
});
