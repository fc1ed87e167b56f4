import { afterAll, beforeAll, expect, it } from 'vitest';
import { docker } from '../testing/variant.ts';
import { anew, isWaiting, openServed, type Served, TOLD_MS } from './testing/served.ts';

let at: Served;
beforeAll(async () => {
  at = await openServed();
});
afterAll(() => at.door.close());

it('a service that is paused while its answer is waited for is said to be within seconds, and goes on when it is let', async () => {
  const deployment = await at.goWrong('never');
  const name = `drydock-${deployment.id}-invoice`;
  const analysis = await at.door.begin('analysis.analyse', anew(deployment));
  await analysis.until(({ progress }) => isWaiting(progress));
  const paused = async () => (await at.door.call('deployments.world', { id: deployment.id })).paused;
  const told = () => at.door.pushes.filter((push) => push.kind === 'changed').length;
  expect(await paused()).toEqual([]);
  const before = told();
  await docker('pause', name);
  const from = performance.now();
  await expect.poll(told, { timeout: TOLD_MS }).toBeGreaterThan(before);
  expect(await paused()).toEqual([name]);
  expect(performance.now() - from).toBeLessThan(TOLD_MS);
  // Another document is not sent into nothing.
  const failure = await at.door.fail('analysis.analyse', anew(deployment));
  expect(failure).toMatchObject({ code: 'run.paused', facts: { name } });
  await at.door.call('deployments.resume', { id: deployment.id });
  expect(await paused()).toEqual([]);
  expect(analysis.seen.at(-1)?.state.name).toBe('running');
  analysis.cancel();
  expect((await analysis.ended()).state.name).toBe('cancelled');
});
