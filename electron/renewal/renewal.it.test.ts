import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { ENDPOINT, engineCan, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';
import { licenceText, termsOf } from './testing/licence-text.ts';
import { startTraffic } from './testing/traffic.ts';

const DAY_MS = 86_400_000;

const oursOn = async (id: string): Promise<string[]> =>
  (await docker('ps', '--all', '--format', '{{.Names}}', '--filter', `label=io.drydock.deployment=${id}`))
    .split('\n')
    .filter(Boolean)
    .sort();
const networksOf = async (id: string): Promise<string[]> =>
  (await docker('network', 'ls', '--format', '{{.Name}}', '--filter', `label=io.drydock.deployment=${id}`))
    .split('\n')
    .filter(Boolean)
    .sort();
const partOf = ({ parts }: Deployment, image: string): Part => {
  const part = parts.find((one) => one.image === image);
  if (!part) throw new Error(`no ${image}`);
  return part;
};

/** Rewrites the stand-in's licences so that they end in this many days. */
async function endIn(folder: string, days: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.lic'))) {
    const terms = termsOf(await readFile(join(folder, name), 'utf8'));
    const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
    await writeFile(join(folder, name), licenceText({ ...terms, expiresAt }));
  }
}

/** A running deployment whose licences end soon, and short words for the calls of these tests. */
async function open(feature: 'invoice' | 'layout', folder?: string) {
  let door: RealDoor = await openRealDoor(folder ? { folder } : {});
  const deployment = await door.define(feature);
  await door.prepare(deployment);
  for (const { licenceFolder } of deployment.parts) await endIn(licenceFolder, 20);
  await door.succeed('deployments.start', { id: deployment.id });
  /** For this session, which a crash ends. */
  const keepKey = () =>
    door.call('credentials.save', { resource: 'form-recognizer', endpoint: ENDPOINT, key: newKey(), keep: 'session' });
  const input = { deploymentId: deployment.id };
  const images = deployment.parts.map(({ image }) => image);
  const definition = async (): Promise<Deployment> => {
    const found = (await door.call('deployments.list')).find(({ id }) => id === deployment.id);
    if (!found) throw new Error('gone');
    return found;
  };
  return {
    input,
    deployment,
    definition,
    door: () => door,
    state: () => door.call('renewal.state', input),
    fetch: (which = images) => door.succeed('renewal.fetch', { ...input, images: which, eulaAccepted: true }),
    /** As after a kill: other services, the same folders and engine. */
    async crash() {
      const { root } = door;
      await door.end();
      door = await openRealDoor({ folder: root });
      await keepKey();
    },
    /** Which licence the container at the deployment's port started with, and that it is ready. */
    async servedBy(): Promise<string> {
      const world = await door.call('deployments.world', { id: deployment.id });
      expect(world.parts.map(({ container }) => container?.readiness)).toEqual(images.map(() => 'ready'));
      const container = world.parts[0]?.container;
      expect(container).toMatchObject({ hostAddress: '127.0.0.1', hostPort: deployment.hostPort });
      const mounts = JSON.parse(await docker('inspect', container?.name ?? '', '--format', '{{json .Mounts}}'));
      return mounts.find((one: { Destination: string }) => one.Destination === '/licence').Source;
    },
    async asBefore() {
      expect(await this.state()).toMatchObject({ stage: 'none', serving: 'old', leftovers: [] });
      expect(await definition()).toEqual(deployment);
      expect(await this.servedBy()).toBe(partOf(deployment, feature).licenceFolder);
      expect(await oursOn(deployment.id)).toEqual(images.map((image) => `drydock-${deployment.id}-${image}`).sort());
      expect(await networksOf(deployment.id)).toEqual([`drydock-${deployment.id}`]);
    },
    close: () => door.close(),
  };
}

describe.runIf(engineCan.movePorts)('a renewal beside the serving set, on a real engine', () => {
  let at: Awaited<ReturnType<typeof open>>;
  const run = (path: 'startTrial' | 'switch' | 'finish' | 'undo') => at.door().succeed(`renewal.${path}`, at.input);
  beforeAll(async () => {
    at = await open('invoice');
  });
  afterAll(() => at.close());

  it('is not in progress at first, and its steps say what comes before them', async () => {
    expect(await at.state()).toMatchObject({ stage: 'none', set: null, serving: 'old', sideBySide: 'possible' });
    for (const path of ['startTrial', 'switch', 'finish', 'undo'] as const)
      expect((await at.door().fail(`renewal.${path}`, at.input)).code).toBe('renewal.begin-first');
  });

  it('fetches the new licences beside the old ones, which stay as they are', async () => {
    const before = await readFile(join(partOf(at.deployment, 'layout').licenceFolder, 'layout.lic'), 'utf8');
    const fetched = await at.fetch();
    expect(fetched.map(({ image }) => image).sort()).toEqual(['invoice', 'layout']);
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'licence', set: new Date().toISOString().slice(0, 10) });
    for (const { fresh, old } of state.parts) {
      expect(fresh?.licence).toMatchObject({ state: 'valid', endsSource: 'files' });
      expect(fresh?.licence.folder).toBe(`${old.folder}-${state.set}`);
      expect(Date.parse(fresh?.licence.endsAt ?? '')).toBeGreaterThan(Date.parse(old.endsAt ?? ''));
    }
    expect(await readFile(join(partOf(at.deployment, 'layout').licenceFolder, 'layout.lic'), 'utf8')).toBe(before);
    expect(await at.servedBy()).toBe(partOf(at.deployment, 'invoice').licenceFolder);
  });

  it('starts a second set at another address, sealed, while the first serves', async () => {
    const { address, port } = await run('startTrial').then((one) => one as { address: string; port: number });
    expect(address).toMatch(/^127\.0\.0\.[2-9]$/);
    expect(port).toBe(at.deployment.hostPort);
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'trial', serving: 'old', trial: { address, port, ready: true } });
    expect(state.parts.every(({ container }) => container?.state === 'running')).toBe(true);
    expect(await at.servedBy()).toBe(partOf(at.deployment, 'invoice').licenceFolder);
    expect((await at.door().call('deployments.world', { id: at.deployment.id })).sealed).toBe(true);
  });

  it('sends a sample through the second set, which counts in its own output folder', async () => {
    const used = async () => (await at.door().call('deployments.world', { id: at.deployment.id })).quantityUsed;
    const before = await used();
    expect(await at.door().succeed('renewal.sample', at.input)).toMatchObject({
      documentName: 'invoice.pdf',
      pages: 2,
    });
    expect(await used()).toEqual(before);
    const folder = `${partOf(at.deployment, 'invoice').outputFolder}-${(await at.state()).set}`;
    expect((await readdir(folder, { recursive: true })).join()).toContain('usage-records');
  });

  it('switches over under load, with an interruption that is measured', async () => {
    const traffic = startTraffic(at.deployment.hostPort);
    await traffic.documents(1);
    const { interruptionMs } = (await run('switch')) as { interruptionMs: number };
    await traffic.documents(2);
    const { asked, failed, longestGapMs, documents } = await traffic.stop();
    console.log(
      `switch: ${interruptionMs} ms without an answer by its own count, ${longestGapMs} ms as a client saw it; ` +
        `${failed} of ${asked} requests failed; documents ${JSON.stringify(documents)}`,
    );
    expect(longestGapMs).toBeLessThan(5000);
    expect(documents.read).toBeGreaterThan(0);
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'switched', serving: 'new', oldThere: true });
    expect(await at.servedBy()).toBe(`${partOf(at.deployment, 'invoice').licenceFolder}-${state.set}`);
    const next = await at.definition();
    expect(next.set).toBe(state.set);
    const counted = await at.door().call('deployments.world', { id: at.deployment.id });
    expect(counted.sealed).toBe(true);
  });

  it('is undone after the switch: the old set serves again as it was, the new licences are set aside', async () => {
    const aside = (await run('undo')) as string[];
    expect(aside).toHaveLength(2);
    for (const folder of aside) expect((await readdir(folder)).join()).toContain('.lic');
    await at.asBefore();
    expect((await at.state()).kept.map(({ folder }) => folder).sort()).toEqual([]);
  });

  it('is undone from each step before, and after a crash in each', async () => {
    await at.fetch();
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'licence' });
    await run('undo');
    await at.asBefore();

    await at.fetch();
    await run('startTrial');
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'trial', trial: { ready: true } });
    await run('undo');
    await at.asBefore();
  });

  it('that broke off while the second set was started is started again', async () => {
    await at.fetch();
    await run('startTrial');
    const { set } = await at.state();
    await docker('rm', '--force', `drydock-${at.deployment.id}-${set}-invoice`);
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'trial', serving: 'old', trial: null });
    expect((await at.door().fail('renewal.switch', at.input)).code).toBe('renewal.not-ready');
    await run('startTrial');
    expect(await at.state()).toMatchObject({ stage: 'trial', trial: { ready: true } });
  });

  it.each(['the old one had let go', 'the new one had it'])(
    'that broke off in the switch when %s goes on or back',
    async (when) => {
      const { id, hostPort } = at.deployment;
      const breakOff = async (): Promise<void> => {
        const { set } = await at.state();
        await docker('network', 'disconnect', `drydock-${id}`, `drydock-${id}-invoice`);
        if (when === 'the new one had it')
          await docker('network', 'disconnect', `drydock--trial-${id}-${set}`, `drydock-${id}-${set}-invoice`);
        await at.crash();
      };
      await breakOff();
      const serving = when === 'the new one had it' ? 'new' : 'nobody';
      expect(await at.state()).toMatchObject({ stage: 'trial', serving });
      await run('switch');
      expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new' });
      expect(await at.servedBy()).toContain(`-${(await at.state()).set}`);
      await run('undo');
      await at.asBefore();

      await at.fetch();
      await run('startTrial');
      await breakOff();
      await run('undo');
      await at.asBefore();
      await at.fetch();
      await run('startTrial');
      expect(await docker('port', `drydock-${id}-invoice`)).toContain(`127.0.0.1:${hostPort}`);
    },
  );

  it('ends once the new licence serves; the old one stays in its folder, and is told', async () => {
    const { set } = await at.state();
    await run('switch');
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new', oldThere: true });
    await run('finish');
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'none', serving: 'old', leftovers: [] });
    const kept = at.deployment.parts.map(({ licenceFolder }) => licenceFolder).sort();
    expect(state.kept.map(({ folder }) => folder).sort()).toEqual(kept);
    expect(await oursOn(at.deployment.id)).toEqual(
      ['invoice', 'layout'].map((image) => `drydock-${at.deployment.id}-${set}-${image}`),
    );
    expect(await networksOf(at.deployment.id)).toEqual([`drydock-${at.deployment.id}-${set}`]);
    expect(await at.servedBy()).toContain(`-${set}`);
  });

  it('leaves a deployment like any other: it restarts at its port, stops, and is renewed again', async () => {
    const { id } = at.deployment;
    await at.door().succeed('deployments.restart', { id });
    const first = await at.servedBy();
    for (const { licenceFolder } of (await at.definition()).parts) await endIn(licenceFolder, 10);
    await at.fetch(['invoice']);
    await run('startTrial');
    await run('switch');
    expect(await at.servedBy()).not.toBe(first);
    await run('finish');
    await at.door().succeed('deployments.remove', { id });
    expect(await oursOn(id)).toEqual([]);
    expect(await networksOf(id)).toEqual([]);
    await at.door().succeed('deployments.start', { id });
    await at.servedBy();
  });
});

describe('a renewal with a short stop', () => {
  let at: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    at = await open('layout');
  });
  afterAll(() => at.close());

  it('puts the new set in the place of the old one, and is undone', async () => {
    await at.fetch();
    const { interruptionMs } = await at.door().succeed('renewal.replace', at.input);
    console.log(`replace: ${interruptionMs} ms without an answer`);
    const { set } = await at.state();
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new', oldThere: true });
    expect(await at.servedBy()).toContain(`-${set}`);
    expect(partOf(await at.definition(), 'layout').outputFolder).toBe(partOf(at.deployment, 'layout').outputFolder);
    await at.crash();
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('that fails lets the old set serve again, with the container’s own words', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    const path = join(fresh, 'layout.lic');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"layout"', '"receipt"'));
    const failure = await at.door().fail('renewal.replace', at.input);
    expect(failure).toMatchObject({ code: 'run.refused-to-start', facts: { image: 'layout' } });
    expect(failure.detail).toMatch(/licen[cs]e/i);
    expect(await at.state()).toMatchObject({ stage: 'licence', serving: 'old' });
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('that is cancelled while the new set starts lets the old one serve again', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    await writeFile(join(fresh, 'rehearsal.switches.json'), JSON.stringify({ start: 'hang' }));
    const running = await at.door().begin('renewal.replace', at.input);
    await running.until(({ progress }) =>
      ((progress as { phases?: { name: string; state: string }[] } | null)?.phases ?? []).some(
        ({ name, state }) => name === 'ready' && state === 'running',
      ),
    );
    expect((await at.door().fail('renewal.undo', at.input)).code).toBe('renewal.busy');
    running.cancel();
    expect((await running.ended()).state.name).toBe('cancelled');
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it('takes over a deployment that does not run at all', async () => {
    const { id } = at.deployment;
    await at.door().succeed('deployments.remove', { id });
    await at.fetch();
    expect((await at.state()).sideBySide).toBe(engineCan.movePorts ? 'not-running' : 'engine-cannot');
    expect(await at.door().succeed('renewal.replace', at.input)).toEqual({ interruptionMs: 0 });
    await at.door().succeed('renewal.finish', at.input);
    expect(await at.state()).toMatchObject({ stage: 'none', serving: 'old' });
  });
});

describe('a new licence that is none', () => {
  let at: Awaited<ReturnType<typeof open>>;
  const bring = (folder: string) => at.door().fail('renewal.import', { ...at.input, image: 'layout', folder });
  beforeAll(async () => {
    at = await open('layout');
  });
  afterEach(() => at.asBefore());
  afterAll(() => at.close());

  it('is refused when it is brought: nothing there, the same, of another container, no later', async () => {
    const { licenceFolder } = partOf(at.deployment, 'layout');
    const folder = join(at.door().root, 'stick');
    const text = await readFile(join(licenceFolder, 'layout.lic'), 'utf8');
    const terms = termsOf(text);
    await mkdir(folder);
    const put = (content: string) => writeFile(join(folder, 'layout.lic'), content);
    expect(await bring('relative')).toMatchObject({ code: 'folder.not-absolute' });
    expect(await bring(folder)).toMatchObject({ code: 'renewal.no-licence', facts: { folder } });
    await put(text);
    expect(await bring(folder)).toMatchObject({ code: 'renewal.same-licence' });
    const later = new Date(Date.now() + 400 * DAY_MS).toISOString();
    await put(licenceText({ ...terms, feature: 'receipt', expiresAt: later }));
    expect(await bring(folder)).toMatchObject({ code: 'renewal.made-for-another', facts: { madeFor: 'receipt' } });
    await put(licenceText({ ...terms, expiresAt: new Date(Date.now() + DAY_MS).toISOString() }));
    expect(await bring(folder)).toMatchObject({ code: 'renewal.not-later' });
    expect(await at.state()).toMatchObject({ stage: 'none', kept: [] });
    await put(licenceText({ ...terms, expiresAt: later }));
    const input = { ...at.input, image: 'layout' as const, folder };
    expect(await at.door().succeed('renewal.import', input)).toMatchObject({ endsAt: later });
    expect(await at.state()).toMatchObject({ stage: 'licence', parts: [{ fresh: { from: 'folder' } }] });
    await at.door().succeed('renewal.undo', at.input);
  });

  it('is set aside when it was fetched and ends no later: the plan was not renewed', async () => {
    const { licenceFolder } = partOf(at.deployment, 'layout');
    await endIn(licenceFolder, 800);
    const input = { ...at.input, images: ['layout' as const], eulaAccepted: true };
    expect(await at.door().fail('renewal.fetch', input)).toMatchObject({ code: 'renewal.not-later' });
    expect(await at.state()).toMatchObject({ stage: 'none' });
    await endIn(licenceFolder, 20);
  });

  it.runIf(engineCan.movePorts)('does not start a second set, and the first serves on', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    const path = join(fresh, 'layout.lic');
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -30));
    const failure = await at.door().fail('renewal.startTrial', at.input);
    expect(failure).toMatchObject({ code: 'run.refused-to-start', facts: { image: 'layout' } });
    expect(await at.state()).toMatchObject({ stage: 'licence', serving: 'old', trial: null });
    await at.door().succeed('renewal.undo', at.input);
  });
});
