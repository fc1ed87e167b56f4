import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { asRoot } from '../testing/as-root.ts';
import { partOf } from '../testing/part.ts';
import { engineCan, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';

const oursOn = (id: string): Promise<string> =>
  docker('ps', '--all', '--format', '{{.Names}}', '--filter', `label=io.drydock.deployment=${id}`);
const networksOf = (id: string): Promise<string> =>
  docker('network', 'ls', '--format', '{{.Name}}', '--filter', `label=io.drydock.deployment=${id}`);
const throwSwitches = async ({ outputFolder }: Part, switches: Readonly<Record<string, unknown>>): Promise<void> => {
  await mkdir(outputFolder, { recursive: true });
  await writeFile(join(outputFolder, 'rehearsal.switches.json'), JSON.stringify(switches));
};

describe('a disconnected run on a real engine', () => {
  let door: RealDoor;
  let deployment: Deployment;
  const key = newKey();
  const world = () => door.call('deployments.world', { id: deployment.id });
  /** Nothing of it is on the engine, and it is stored as it was, whatever a test before did. */
  const gone = async () => {
    await door.run('deployments.remove', { id: deployment.id });
    await door.call('deployments.save', deployment);
  };

  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('invoice', (proposed) => ({ ...proposed, restart: 'on-failure' }));
    await door.prepare(deployment, key);
  });
  afterAll(() => door.close());

  it('starts the helper, then the feature, each until it is ready', async () => {
    const { state, snapshot } = await door.run('deployments.start', { id: deployment.id });
    expect(state).toMatchObject({
      name: 'succeeded',
      output: { hostPort: deployment.hostPort, seal: engineCan.seal },
    });
    const { phases } = snapshot.progress as { phases: { name: string; image: string | null; state: string }[] };
    expect(phases.map(({ name, image }) => [name, image])).toEqual([
      ['check', null],
      ['network', null],
      ['gate', null],
      ...['layout', 'invoice'].flatMap((image) => ['create', 'start', 'ready'].map((name) => [name, image])),
    ]);
    expect(phases.every((phase) => phase.state === 'done')).toBe(true);
    const now = await world();
    expect(now.seal).toBe(engineCan.seal);
    // Shown as limits only where they are.
    expect(now.limitsHeld).toEqual({ cpus: engineCan.holdLimits, memory: engineCan.holdLimits });
    for (const { container } of now.parts)
      expect(container).toMatchObject({ state: 'running', readiness: 'ready', statusWord: 'Valid' });
  });

  it('holds no key, publishes on this computer only, and keeps to the limits asked for where the engine can', async () => {
    await door.serving(deployment);
    const names = (await oursOn(deployment.id)).trim().split('\n');
    const services = [`drydock-${deployment.id}-invoice`, `drydock-${deployment.id}-layout`];
    const gate = `drydock-${deployment.id}-gate`;
    expect(names.sort()).toEqual([gate, ...services]);
    const { NetworkSettings: published } = JSON.parse(await docker('inspect', gate))[0];
    for (const bindings of Object.values(published.Ports) as { HostIp: string }[][])
      for (const { HostIp } of bindings ?? []) expect(HostIp).toBe('127.0.0.1');
    const inspected = await docker('inspect', ...services);
    for (const form of [key, Buffer.from(key).toString('base64')]) expect(inspected).not.toContain(form);
    expect(inspected.toLowerCase()).not.toContain('apikey');
    for (const { HostConfig, NetworkSettings, State } of JSON.parse(inspected)) {
      if (engineCan.holdLimits) {
        expect(HostConfig.Memory).toBe(partOf(deployment).memoryBytes);
        expect(HostConfig.NanoCpus).toBe(1e9);
      }
      expect(HostConfig.RestartPolicy.Name).toBe('on-failure');
      if (engineCan.keepPrivileges) {
        // What the kernel says: engines name differently what they take away.
        expect(await asRoot('grep', '^Cap[EB]', `/proc/${State.Pid}/status`)).toMatch(
          /^(?:Cap(?:Eff|Bnd):\t0{16}\n){2}$/,
        );
        if (engineCan.holdLimits) expect(HostConfig.PidsLimit).toBe(2048);
        expect(HostConfig.SecurityOpt.join()).toContain('no-new-privileges');
      }
      // Nothing but the gate publishes.
      expect(Object.values(NetworkSettings.Ports ?? {}).flatMap((bindings) => bindings ?? [])).toEqual([]);
    }
  });

  it('gives logs of each container, and stats where the engine measures', async () => {
    await door.serving(deployment);
    const stats = await door.call('deployments.stats', { id: deployment.id });
    expect(stats.map(({ image }) => image).sort()).toEqual(engineCan.holdLimits ? ['invoice', 'layout'] : []);
    for (const { memoryBytes, memoryLimitBytes } of stats) {
      expect(memoryBytes).toBeGreaterThan(1e6);
      expect(memoryLimitBytes).toBe(partOf(deployment).memoryBytes);
    }
    const { text } = await door.call('deployments.log', { id: deployment.id, image: 'invoice', lines: 50 });
    expect(text).toContain('Application started');
  });

  it('is not started twice, and not forgotten while its containers are there', async () => {
    await door.serving(deployment);
    expect((await door.fail('deployments.start', { id: deployment.id })).code).toBe('run.already-running');
    const answer = await door.answerTo('deployments.forget', { id: deployment.id });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'deployment.still-running' } });
  });

  it('stops, restarts, and tells the truth each time', async () => {
    await door.serving(deployment);
    await door.succeed('deployments.stop', { id: deployment.id });
    expect((await world()).parts.map(({ container }) => container?.state)).toEqual(['exited', 'exited']);
    expect((await world()).seal).toBeNull();
    await door.succeed('deployments.restart', { id: deployment.id });
    expect((await world()).parts.map(({ container }) => container?.readiness)).toEqual(['ready', 'ready']);
  });

  it('shows at once what a colleague did at a terminal', async () => {
    await door.serving(deployment);
    await docker('rm', '--force', `drydock-${deployment.id}-layout`);
    const [feature, helper] = (await world()).parts;
    expect(feature?.container?.state).toBe('running');
    expect(helper?.container).toBeNull();
  });

  it('is removed with its network; licences and usage records stay', async () => {
    if ((await oursOn(deployment.id)) === '') await door.succeed('deployments.start', { id: deployment.id });
    const records = partOf(deployment).outputFolder;
    await door.succeed('deployments.remove', { id: deployment.id });
    expect(await oursOn(deployment.id)).toBe('');
    expect(await networksOf(deployment.id)).toBe('');
    expect((await world()).parts.every(({ licence }) => licence.state === 'valid')).toBe(true);
    await expect(readFile(records)).rejects.toThrow('EISDIR');
  });

  it('can be opened to the network, and stays sealed', async () => {
    await gone();
    await door.call('deployments.save', { ...deployment, reach: 'network' });
    const output = await door.succeed('deployments.start', { id: deployment.id });
    expect(output.seal).toBe(engineCan.seal);
    expect((await world()).seal).toBe(engineCan.seal);
    const ports = await docker('port', `drydock-${deployment.id}-gate`);
    // Docker says 0.0.0.0, Podman nothing; neither names an address of one network alone.
    expect(ports).toMatch(new RegExp(`-> (?:0\\.0\\.0\\.0)?:${deployment.hostPort}$`, 'm'));
    expect(ports).toContain('127.0.0.1:');
  });

  it('runs beside a second one, each on its own port and network', async () => {
    await gone();
    await door.succeed('deployments.start', { id: deployment.id });
    const second = await door.define('receipt');
    expect(second.hostPort).not.toBe(deployment.hostPort);
    await door.prepare(second);
    await door.succeed('deployments.start', { id: second.id });
    for (const { id } of [deployment, second]) {
      const { parts } = await door.call('deployments.world', { id });
      expect(parts.map(({ container }) => container?.readiness)).toEqual(['ready', 'ready']);
    }
    await door.succeed('deployments.remove', { id: second.id });
    expect((await world()).parts.map(({ container }) => container?.readiness)).toEqual(['ready', 'ready']);
  });
});

describe('a start that fails', () => {
  let door: RealDoor;
  let deployment: Deployment;
  const start = () => door.fail('deployments.start', { id: deployment.id });

  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('layout');
    await door.prepare(deployment);
  });
  afterEach(async () => {
    const left = [await oursOn(deployment.id), await networksOf(deployment.id)];
    if (left.join('') !== '') await door.run('deployments.remove', { id: deployment.id });
    await door.call('deployments.save', deployment);
    await rm(join(partOf(deployment).outputFolder, 'rehearsal.switches.json'), { force: true });
    expect(left, 'it leaves no container and no network').toEqual(['', '']);
  });
  afterAll(() => door.close());

  it('names the port that another program has', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(deployment.hostPort, '127.0.0.1', resolve));
    try {
      const { free, nextFree } = await door.call('deployments.checkPort', {
        port: deployment.hostPort,
        deploymentId: deployment.id,
      });
      expect(free).toBe(false);
      expect(nextFree).toBeGreaterThan(deployment.hostPort);
      expect(await start()).toMatchObject({ code: 'port.taken', facts: { port: deployment.hostPort } });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it.each([
    ['crash', 'run.refused-to-start'],
    ['expired-image', 'run.refused-to-start'],
    // Also where the engine has started it again before it was asked.
    ['oom', 'run.killed-for-memory'],
  ])('says why the container ended (%s)', async (word, code) => {
    await throwSwitches(partOf(deployment), { start: word });
    const failure = await start();
    expect(failure.code).toBe(code);
    expect(failure.facts).toMatchObject({ image: 'layout' });
    if (failure.code === 'run.killed-for-memory')
      expect(failure.facts).toMatchObject({ memoryBytes: partOf(deployment).memoryBytes });
  });

  it('is not called killed for memory after a proper stop, though it was before', async () => {
    await door.succeed('deployments.start', { id: deployment.id });
    await throwSwitches(partOf(deployment), { start: 'oom' });
    expect((await door.fail('deployments.restart', { id: deployment.id })).code).toBe('run.killed-for-memory');
    await throwSwitches(partOf(deployment), {});
    // A process that the engine has just started again does not hear that it is to stop: nothing but its end counts here.
    await docker('stop', '--time', '0', `drydock-${deployment.id}-layout`);
    await door.succeed('deployments.restart', { id: deployment.id });
    await door.succeed('deployments.stop', { id: deployment.id });
    const { parts } = await door.call('deployments.world', { id: deployment.id });
    expect(parts[0]?.container).toMatchObject({ state: 'exited', killedForMemory: false });
    await door.succeed('deployments.remove', { id: deployment.id });
  });

  it('that is cancelled while it waits takes everything away again', async () => {
    await throwSwitches(partOf(deployment), { start: 'hang' });
    const running = await door.begin('deployments.start', { id: deployment.id });
    await running.until(({ progress }) =>
      ((progress as { phases?: { name: string; state: string }[] } | null)?.phases ?? []).some(
        ({ name, state }) => name === 'ready' && state === 'running',
      ),
    );
    expect(await oursOn(deployment.id)).not.toBe('');
    running.cancel();
    const { state, snapshot } = await running.ended();
    expect(state.name).toBe('cancelled');
    // A cancel does not wait for an engine that takes its time.
    for (const { name } of snapshot.left) expect(name).toContain(deployment.id);
    await expect.poll(() => oursOn(deployment.id), { timeout: 20_000 }).toBe('');
    await expect.poll(() => networksOf(deployment.id), { timeout: 20_000 }).toBe('');
  });

  it('whose containers were removed by hand is forgotten with its gate and its networks', async () => {
    const other = await door.define('layout', (proposed) => ({
      ...proposed,
      parts: proposed.parts.map((part) => ({ ...part, licenceFolder: join(door.root, 'of-another') })),
    }));
    await cp(partOf(deployment).licenceFolder, partOf(other).licenceFolder, { recursive: true });
    await door.succeed('deployments.start', { id: other.id });
    await docker('rm', '--force', `drydock-${other.id}-layout`);
    expect(await oursOn(other.id)).not.toBe('');
    await door.call('deployments.forget', { id: other.id });
    expect(await oursOn(other.id)).toBe('');
    expect(await networksOf(other.id)).toBe('');
  });

  describe('for its licence', () => {
    const kept = (): string => join(door.root, 'kept-licence');
    beforeAll(() => cp(partOf(deployment).licenceFolder, kept(), { recursive: true }));
    afterEach(async () => {
      await rm(partOf(deployment).licenceFolder, { recursive: true, force: true });
      await cp(kept(), partOf(deployment).licenceFolder, { recursive: true });
    });
    const licence = (): string => join(partOf(deployment).licenceFolder, 'layout.lic');

    it('says that there is none', async () => {
      await rm(licence());
      expect(await start()).toMatchObject({ code: 'license.missing', facts: { image: 'layout' } });
    });

    it('says that it has ended, and when', async () => {
      const text = await readFile(licence(), 'utf8');
      await writeFile(licence(), text.replaceAll(/20\d\d-/g, '2024-'));
      const failure = await start();
      expect(failure.code).toBe('license.expired');
      expect(JSON.stringify(failure.facts)).toContain('2024-');
    });

    it('gives the container’s own words where the container refuses it: damaged, or of another image', async () => {
      const text = await readFile(licence(), 'utf8');
      await writeFile(licence(), text.slice(0, -20));
      expect(await start()).toMatchObject({ code: 'run.refused-to-start', facts: { image: 'layout' } });
      await writeFile(licence(), text.replace('"layout"', '"receipt"'));
      const failure = await start();
      expect(failure.code).toBe('run.refused-to-start');
      expect(failure.detail).toMatch(/licen[cs]e/i);
    });
  });

  it('names the folder that cannot take usage records', async () => {
    const path = join(door.root, 'not-a-folder');
    await writeFile(path, '');
    const parts = [{ ...partOf(deployment), outputFolder: path }];
    await door.call('deployments.save', { ...deployment, parts });
    expect(await start()).toMatchObject({ code: 'folder.not-a-folder', facts: { path } });
  });

  it('names the image that is missing, the helper too', async () => {
    const invoice = await door.define('invoice');
    const [feature] = invoice.parts;
    await door.succeed('images.pull', {
      deploymentId: invoice.id,
      images: [{ image: 'invoice', reference: feature?.reference ?? '' }],
    });
    await docker('image', 'rm', '--force', partOf(invoice, 1).reference);
    for (const { licenceFolder } of invoice.parts) {
      await mkdir(licenceFolder, { recursive: true });
      await writeFile(join(licenceFolder, 'some.lic'), 'opaque');
    }
    const failure = await door.fail('deployments.start', { id: invoice.id });
    expect(failure).toMatchObject({ code: 'image.not-on-host', facts: { image: 'layout' } });
    await door.call('deployments.forget', { id: invoice.id });
    await door.succeed('images.pull', {
      deploymentId: deployment.id,
      images: [{ image: 'layout', reference: partOf(deployment).reference }],
    });
  });

  it('asks for no more than the host has', async () => {
    const parts = [{ ...partOf(deployment), cpus: 4096 }];
    await door.call('deployments.save', { ...deployment, parts });
    expect(await start()).toMatchObject({ code: 'run.too-large', facts: { image: 'layout', what: 'cpus' } });
  });
});
