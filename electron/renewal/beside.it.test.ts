import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PhasesProgress } from '#shared/domain/operations.ts';
import { partOf } from '../testing/part.ts';
import { engineCan } from '../testing/real-door.ts';
import { replaceFile } from '../testing/replace-file.ts';
import { docker } from '../testing/variant.ts';
import { endIn, networksOf, networksOfPlan, type Opened, open, oursOn } from './testing/open.ts';
import { startTraffic } from './testing/traffic.ts';

/** What is true is to be told within three seconds; the rest is for a busy machine. */
const TOLD_MS = 6000;
const isRunning = (progress: unknown, phase: string): boolean =>
  PhasesProgress.safeParse(progress).data?.phases.some(({ name, state }) => name === phase && state === 'running') ===
  true;

describe('a renewal beside the serving set, on a real engine', () => {
  let at: Opened;
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
    await at.reach('none');
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
    await at.reach('licence');
    const { address, port } = await run('startTrial').then((one) => one as { address: string; port: number });
    expect(address).toBe('127.0.0.1');
    expect(port).not.toBe(at.deployment.hostPort);
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'trial', serving: 'old', trial: { address, port, ready: true } });
    expect(state.parts.every(({ container }) => container?.state === 'running')).toBe(true);
    expect(await at.servedBy()).toBe(partOf(at.deployment, 'invoice').licenceFolder);
    expect((await at.door().call('deployments.world', { id: at.deployment.id })).seal).toBe(engineCan.seal);
  });

  it('sends a sample through the second set, which counts in its own output folder', async () => {
    await at.reach('trial');
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

  it('tells within seconds that the second set ended while the sample waits for its answer', async () => {
    await at.reach('trial');
    const state = await at.state();
    const name = `drydock-${at.deployment.id}-${state.set}-invoice`;
    const folder = `${partOf(at.deployment, 'invoice').outputFolder}-${state.set}`;
    const switches = join(folder, 'rehearsal.switches.json');
    await replaceFile(switches, JSON.stringify({ analyze: 'never' }));
    const sample = await at.door().begin('renewal.sample', at.input);
    await sample.until(({ progress }) => isRunning(progress, 'document-wait'));
    await docker('stop', '--time', '0', name);
    const from = performance.now();
    const { state: end } = await sample.ended();
    expect(end).toMatchObject({ name: 'failed', failure: { code: 'run.not-running', facts: { image: 'invoice' } } });
    expect(performance.now() - from).toBeLessThan(TOLD_MS);
    await rm(switches);
    await docker('start', name);
    await expect.poll(async () => (await at.state()).trial?.ready, { timeout: 60_000 }).toBe(true);
  });

  it('switches over under load; no request fails, and no document is lost', async () => {
    await at.reach('trial');
    const traffic = startTraffic(at.deployment.hostPort);
    await traffic.documents(1);
    const { interruptionMs } = (await run('switch')) as { interruptionMs: number };
    await traffic.documents(2);
    const { asked, failed, longestGapMs, documents } = await traffic.stop();
    // A request waits while the gate turns; the client gives up after five seconds.
    expect(longestGapMs).toBeLessThan(5000);
    expect(interruptionMs).toBeLessThan(5000);
    expect(asked).toBeGreaterThan(failed);
    expect(failed).toBe(0);
    expect(documents).toMatchObject({ refused: 0, lost: 0 });
    expect(documents.read).toBeGreaterThan(2);
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'switched', serving: 'new', oldThere: true });
    expect(await at.servedBy()).toBe(`${partOf(at.deployment, 'invoice').licenceFolder}-${state.set}`);
    const next = await at.definition();
    expect(next.set).toBe(state.set);
    const counted = await at.door().call('deployments.world', { id: at.deployment.id });
    expect(counted.seal).toBe(engineCan.seal);
  });

  it('is undone after the switch: the old set serves again as it was, the new licences are set aside', async () => {
    await at.reach('switched');
    const aside = (await run('undo')) as string[];
    expect(aside).toHaveLength(2);
    for (const folder of aside) expect((await readdir(folder)).join()).toContain('.lic');
    await at.asBefore();
    const { kept } = await at.state();
    expect(kept.map(({ folder, setAside }) => [folder, setAside])).toEqual(
      aside.toSorted().map((folder) => [folder, true]),
    );
  });

  it('is undone from each step before, and after a crash in each', async () => {
    await at.reach('none');
    await at.fetch();
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'licence' });
    await run('undo');
    await at.asBefore();

    await at.reach('trial');
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'trial', trial: { ready: true } });
    await run('undo');
    await at.asBefore();
  });

  it('that is cancelled in its second download keeps the licence of the first, and goes on or back with it', async () => {
    const [first, second] = at.deployment.parts.map(({ image }) => image);
    const images = [first, second].flatMap((image) => image ?? []);
    const running = await at.door().begin('renewal.fetch', { ...at.input, images, eulaAccepted: true });
    await running.until(
      ({ progress }) =>
        PhasesProgress.safeParse(progress).data?.phases.some(
          ({ name, image, state }) => name === 'licence-download' && image === second && state === 'running',
        ) === true,
    );
    running.cancel();
    expect((await running.ended()).state.name).toBe('cancelled');
    const state = await at.state();
    expect(state.stage).toBe('licence');
    expect(state.parts.flatMap(({ image, fresh }) => (fresh ? [image] : []))).toEqual([first]);
    await run('undo');
    await at.asBefore();
  });

  it('that broke off while the second set was started is started again', async () => {
    await at.reach('trial');
    const { set } = await at.state();
    await docker('rm', '--force', `drydock-${at.deployment.id}-${set}-invoice`);
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'trial', serving: 'old', trial: null });
    expect((await at.door().fail('renewal.switch', at.input)).code).toBe('renewal.not-ready');
    await run('startTrial');
    expect(await at.state()).toMatchObject({ stage: 'trial', trial: { ready: true } });
  });

  it('that broke off right after the gate was pointed at the new set goes on or back', async () => {
    await at.reach('trial');
    const { id } = at.deployment;
    const breakOff = async (): Promise<void> => {
      const { set } = await at.state();
      const [next, old] = [`drydock-${id}-${set}-invoice`, `drydock-${id}-invoice`];
      await docker('exec', `drydock-${id}-gate`, '/gate', 'point', `5000=${next}:5000,${old}:5000`);
      await at.crash();
      expect(await at.state()).toMatchObject({ stage: 'trial', serving: 'new' });
    };
    await breakOff();
    await run('switch');
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new' });
    expect(await at.servedBy()).toContain(`-${(await at.state()).set}`);
    await run('undo');
    await at.asBefore();

    await at.reach('trial');
    await breakOff();
    await run('undo');
    await at.asBefore();
  });

  it('is undone also where a container of the old set is gone: the set is made anew', async () => {
    await at.reach('trial');
    await run('switch');
    await docker('rm', '--force', `drydock-${at.deployment.id}-invoice`);
    await run('undo');
    await at.asBefore();
  });

  it('ends once the new licence serves; the old one stays in its folder, and is told', async () => {
    await at.reach('trial');
    const { set } = await at.state();
    await run('switch');
    await at.crash();
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new', oldThere: true });
    // As when it broke off while it took the old containers away.
    await docker('rm', '--force', `drydock-${at.deployment.id}-invoice`);
    await run('finish');
    const state = await at.state();
    expect(state).toMatchObject({ stage: 'none', serving: 'old', leftovers: [] });
    const kept = at.deployment.parts.map(({ licenceFolder }) => licenceFolder).sort();
    expect(state.kept.flatMap(({ folder, setAside }) => (setAside ? [] : [folder])).sort()).toEqual(kept);
    expect(await oursOn(at.deployment.id)).toEqual(
      [`${set}-invoice`, `${set}-layout`, 'gate'].map((name) => `drydock-${at.deployment.id}-${name}`),
    );
    expect(await networksOf(at.deployment.id)).toEqual(networksOfPlan(at.deployment.id));
    expect(await at.servedBy()).toContain(`-${set}`);
  });

  it('leaves a deployment like any other: it restarts at its port, stops, and is renewed again', async () => {
    await at.reach('none');
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

describe('a second set', () => {
  let at: Opened;
  beforeAll(async () => {
    at = await open('layout');
  });
  afterAll(() => at.close());

  it('with a new licence that is damaged does not start, and the first set serves on', async () => {
    await at.fetch();
    const fresh = (await at.state()).parts[0]?.fresh?.licence.folder ?? '';
    const path = join(fresh, 'layout.lic');
    await replaceFile(path, (await readFile(path, 'utf8')).slice(0, -30));
    const failure = await at.door().fail('renewal.startTrial', at.input);
    expect(failure).toMatchObject({ code: 'run.refused-to-start', facts: { image: 'layout' } });
    expect(await at.state()).toMatchObject({ stage: 'licence', serving: 'old', trial: null });
    await at.door().succeed('renewal.undo', at.input);
  });
});
