import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { engineCan } from '../testing/real-door.ts';
import { docker } from '../testing/variant.ts';
import { anew, inputOf, isWaiting, ofSample, openServed, type Served, TOLD_MS, textsOf } from './testing/served.ts';

/** How the end of a service that its engine killed for its memory is told. */
const KILLED = {
  yes: 'document.killed-service',
  no: 'service.unreachable',
  'from 5 on': 'document.killed-service|service.unreachable',
} as const;

describe('analysing on real containers', () => {
  let at: Served;
  beforeAll(async () => {
    at = await openServed();
  });
  afterEach(() => at.mended());
  afterAll(() => at.door.close());

  /** Waits until the engine has started a container again that ended. */
  const ready = (deployment: Deployment) =>
    expect
      .poll(
        async () => {
          const { parts } = await at.door.call('deployments.world', { id: deployment.id });
          return parts.map(({ container }) => container?.readiness);
        },
        { timeout: 30_000, interval: 100 },
      )
      .toEqual(['ready', 'ready']);

  it('a sample is read, and its answer is there whole', async () => {
    const deployment = await at.serving('invoice');
    const summary = await at.door.succeed('analysis.analyse', inputOf(deployment, ofSample('invoice')));
    expect(textsOf(await at.answerOf(summary), 'InvoiceId')).toEqual({ InvoiceId: 'LM-20418' });
    const { byteLength } = await at.door.call('analysis.result', { resultId: summary.resultId });
    expect(byteLength).toBe(summary.sizeBytes);
  });

  it('a service that hangs up is told as service.unreachable', async () => {
    const failure = await at.door.fail('analysis.analyse', anew(await at.goWrong('drop')));
    expect(failure).toMatchObject({ code: 'service.unreachable', facts: { image: 'invoice' } });
  });

  it.each([
    ['ends', 'exit', 'service.unreachable'],
    ['is killed for its memory', 'oom', KILLED[engineCan.tellOfMemory]],
  ])(
    'a service that %s in the middle (%s) is told as %s, and works again once it is back',
    async (_what, analyze, code) => {
      const deployment = await at.goWrong(analyze);
      const failure = await at.door.fail('analysis.analyse', anew(deployment));
      expect(failure).toMatchObject({ code: expect.stringMatching(code), facts: { image: 'invoice' } });
      await at.mended();
      await ready(deployment);
      await at.door.succeed('analysis.analyse', anew(deployment));
    },
  );

  it('a cancelled analysis ends as cancelled, and at once', async () => {
    const deployment = await at.goWrong('never');
    const analysis = await at.door.begin('analysis.analyse', anew(deployment));
    await analysis.until(({ progress }) => isWaiting(progress));
    const cancelledAt = performance.now();
    analysis.cancel();
    expect((await analysis.ended()).state.name).toBe('cancelled');
    expect(performance.now() - cancelledAt).toBeLessThan(2000);
  });

  it('a service that ends while its answer is waited for is said not to run within seconds, though its gate runs on', async () => {
    const deployment = await at.goWrong('never');
    const name = `drydock-${deployment.id}-invoice`;
    const analysis = await at.door.begin('analysis.analyse', anew(deployment));
    await analysis.until(({ progress }) => isWaiting(progress));
    await docker('stop', '--time', '0', name);
    const from = performance.now();
    const { state } = await analysis.ended();
    expect(state).toMatchObject({
      name: 'failed',
      failure: { code: 'run.not-running', facts: { image: 'invoice' } },
    });
    expect(performance.now() - from).toBeLessThan(TOLD_MS);
    await at.mended();
    await docker('start', name);
    await ready(deployment);
  });

  it('a document waits for a service that is just starting', async () => {
    const deployment = await at.serving('invoice');
    const name = `drydock-${deployment.id}-invoice`;
    await docker('restart', '--time', '0', name);
    expect((await at.door.succeed('analysis.analyse', anew(deployment))).pages).toBeGreaterThan(0);
  });

  it('a helper that was stopped is named', async () => {
    const deployment = await at.serving('invoice');
    await docker('stop', '--time', '0', `drydock-${deployment.id}-layout`);
    const failure = await at.door.fail('analysis.analyse', anew(deployment));
    expect(failure).toMatchObject({ code: 'run.helper-missing', facts: { image: 'invoice', helper: 'layout' } });
  });

  it('a deployment that was stopped is said not to run', async () => {
    const deployment = await at.serving('invoice');
    await at.door.succeed('deployments.stop', { id: deployment.id });
    const failure = await at.door.fail('analysis.analyse', anew(deployment));
    expect(failure).toMatchObject({ code: 'run.not-running', facts: { image: 'invoice' } });
  });
});
