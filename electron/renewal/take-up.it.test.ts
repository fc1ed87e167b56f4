import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { partOf } from '../testing/part.ts';
import { docker } from '../testing/variant.ts';
import { type Opened, open } from './testing/open.ts';

/** Where an operator's kill hit a renewal and left nobody serving. */
const MOMENTS_MS = [80, 250, 450, 700, 1000];
const START = /^POST \S*\/containers\/[^/]+\/start/;
const CHANGE_RESTART = /^POST \S*\/containers\/[^/]+\/update/;

type Step = 'renewal.switch' | 'renewal.replace' | 'renewal.undo';

const isReady = async (at: Opened): Promise<boolean> =>
  (await at.door().call('deployments.world', { id: at.deployment.id })).parts[0]?.container?.readiness === 'ready';

describe('a renewal that is killed', () => {
  let at: Opened;
  beforeAll(async () => {
    at = await open('layout');
  });
  afterEach(async () => {
    if ((await at.state()).stage !== 'none') await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });
  afterAll(() => at.close());

  /** What the app did about it by itself: it says so, and the port serves without a press. */
  async function takenUp(): Promise<string | null> {
    await at.kill();
    const [end = null] = await at.takenUp();
    await expect.poll(() => isReady(at), { timeout: 30_000, interval: 100 }).toBe(true);
    return end;
  }

  /** Begins a step, whose way to the engine can be cut. */
  async function begin(step: Step) {
    await at.mortal();
    await at.fetch();
    if (step === 'renewal.switch') await at.door().succeed('renewal.startTrial', at.input);
    return at.door().begin(step, at.input);
  }

  async function killedIn(step: Step, ms: number): Promise<string | null> {
    const running = await begin(step);
    await running.until(({ progress }) => progress !== null);
    // The moment itself is what is tried.
    await Promise.race([sleep(ms), running.ended()]);
    return takenUp();
  }

  it.each(MOMENTS_MS)('%i ms into the short stop serves after the next start without a press', async (ms) => {
    const end = await killedIn('renewal.replace', ms);
    const { stage, serving } = await at.state();
    // One that had ended before the kill has nothing to say.
    expect([end, stage, serving]).toEqual(
      stage === 'switched' ? [end && 'finished', 'switched', 'new'] : ['taken-back', 'licence', 'old'],
    );
    if (stage === 'licence') expect(await at.servedBy()).toBe(partOf(at.deployment, 'layout').licenceFolder);
  });

  it.each(MOMENTS_MS)('%i ms into the switch serves, and is finished or taken back by the next start', async (ms) => {
    const end = await killedIn('renewal.switch', ms);
    const { stage, serving } = await at.state();
    expect([end, stage, serving]).toEqual(
      stage === 'switched' ? [end && 'finished', 'switched', 'new'] : ['taken-back', 'trial', 'old'],
    );
  });

  it('with the old container ended and the new one not started serves with the old one again', async () => {
    await at.mortal();
    await at.fetch();
    const cut = at.cutBefore(START, 2);
    await at.door().begin('renewal.replace', at.input);
    await cut;
    expect(await docker('ps', '--format', '{{.Names}}', '--filter', `label=io.drydock.image=layout`)).not.toContain(
      at.deployment.id,
    );
    expect(await takenUp()).toBe('taken-back');
    expect(await at.state()).toMatchObject({ stage: 'licence', serving: 'old' });
  });

  it('with the port moved and nothing kept is finished, and can be undone', async () => {
    await at.mortal();
    await at.fetch();
    await at.door().succeed('renewal.startTrial', at.input);
    const cut = at.cutBefore(CHANGE_RESTART);
    await at.door().begin('renewal.switch', at.input);
    await cut;
    expect(await takenUp()).toBe('finished');
    expect(await at.state()).toMatchObject({ stage: 'switched', serving: 'new' });
  });
});

it('a start that is killed between creating and starting is taken back by the next start of the app, and Start works', async () => {
  const at = await open('layout');
  try {
    const { id } = at.deployment;
    await at.mortal();
    await at.door().succeed('deployments.remove', { id });
    // The first is the gate's.
    const cut = at.cutBefore(START, 2);
    await at.door().begin('deployments.start', { id });
    await cut;
    const layout = ['inspect', `drydock-${id}-layout`, '--format', '{{.State.Status}}'] as const;
    expect((await docker(...layout)).trim()).toBe('created');
    await at.kill();
    expect(await at.takenUp()).toEqual(['taken-back']);
    await expect(docker(...layout)).rejects.toThrow();
    await at.door().succeed('deployments.start', { id });
    await at.asBefore();
  } finally {
    await at.close();
  }
});

it('what a killed start left running does not keep a start from working', async () => {
  const at = await open('invoice');
  try {
    const { id } = at.deployment;
    await docker('rm', '--force', `drydock-${id}-invoice`);
    await at.door().succeed('deployments.start', { id });
    await at.asBefore();
  } finally {
    await at.close();
  }
});
