import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Opened, open, partOf } from './testing/open.ts';

/** Where an operator's kill hit a renewal and left nobody serving. */
const MOMENTS_MS = [80, 250, 450, 700, 1000];

describe('a renewal that is killed', () => {
  let at: Opened;
  beforeAll(async () => {
    at = await open('layout');
  });
  afterAll(() => at.close());

  /** What the app did about it by itself: it says so, and the port serves. */
  async function takenUp(): Promise<string | null> {
    const { id } = at.deployment;
    const ready = async (): Promise<boolean> =>
      (await at.door().call('deployments.world', { id })).parts[0]?.container?.readiness === 'ready';
    const [said = null] = await at.takenUp();
    await expect.poll(ready, { timeout: 30_000, interval: 100 }).toBe(true);
    return said;
  }

  async function killedIn(step: 'renewal.switch' | 'renewal.replace', ms: number): Promise<string | null> {
    await at.fetch();
    if (step === 'renewal.switch') await at.door().succeed('renewal.startTrial', at.input);
    await at.mortal();
    const running = await at.door().begin(step, at.input);
    // The moment itself is what is tried.
    await Promise.race([sleep(ms), running.ended()]);
    await at.kill();
    return takenUp();
  }

  it.each(MOMENTS_MS)('%i ms into the short stop serves after the next start without a press', async (ms) => {
    const end = await killedIn('renewal.replace', ms);
    const { stage, serving } = await at.state();
    expect([end, stage, serving]).toEqual(
      stage === 'switched'
        ? [expect.stringMatching(/^job\.finished$/), 'switched', 'new']
        : ['job.taken-back', 'licence', 'old'],
    );
    if (stage === 'licence') expect(await at.servedBy()).toBe(partOf(at.deployment, 'layout').licenceFolder);
    await at.door().succeed('renewal.undo', at.input);
    await at.asBefore();
  });

  it.each(MOMENTS_MS)(
    '%i ms into the switch serves throughout, and is finished or taken back by the next start',
    async (ms) => {
      const end = await killedIn('renewal.switch', ms);
      const { stage, serving } = await at.state();
      // One that had ended before the kill has nothing to say.
      expect([end, stage, serving]).toEqual(
        stage === 'switched'
          ? [end === null ? null : 'finished', 'switched', 'new']
          : ['taken-back', 'trial', 'old'],
      );
      await at.door().succeed('renewal.undo', at.input);
      await at.asBefore();
    },
  );
});

it('a start that is killed between creating and starting is taken up by the next start of the app, and Start works', async () => {
  const at = await open('layout');
  try {
    const { id } = at.deployment;
    await at.door().succeed('deployments.remove', { id });
    await at.mortal();
    const running = await at.door().begin('deployments.start', { id });
    await running.until(({ progress }) =>
      ((progress as { phases?: { name: string; state: string }[] } | null)?.phases ?? []).some(
        ({ name, state }) => name === 'create' && state === 'done',
      ),
    );
    await at.kill();
    const [end] = await at.takenUp();
    // The engine may have been asked to start it in the same moment.
    expect(['taken-back', 'finished']).toContain(end);
    if (end === 'taken-back') await at.door().succeed('deployments.start', { id });
    await at.asBefore();
  } finally {
    await at.close();
  }
});
