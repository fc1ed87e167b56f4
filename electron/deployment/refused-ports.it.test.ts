import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { isPortFree } from './ports.ts';

/** Ports that browsers refuse for ever, and `fetch` with them. */
const REFUSED_BY_BROWSERS = [5060, 6000];

describe('a deployment on a port that browsers refuse', () => {
  let door: RealDoor;
  let deployment: Deployment;
  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.prepare(await door.define('layout'));
  });
  afterEach(() => door.run('deployments.stop', { id: deployment.id }));
  afterAll(() => door.close());

  it.each(REFUSED_BY_BROWSERS)('(%i) becomes ready and reads a document', async (hostPort) => {
    expect(await isPortFree(hostPort)).toBe(true);
    await door.call('deployments.save', { ...deployment, hostPort });
    expect(await door.succeed('deployments.start', { id: deployment.id })).toMatchObject({ hostPort });
    const analysed = await door.succeed('analysis.analyse', {
      deploymentId: deployment.id,
      document: { kind: 'sample', id: 'form' },
      includeTextDetails: true,
      pages: null,
      locale: null,
    });
    expect(analysed.pages).toBeGreaterThan(0);
    const world = await door.call('deployments.world', { id: deployment.id });
    expect(world.parts[0]?.container?.readiness).toBe('ready');
  });
});
