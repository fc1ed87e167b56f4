import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentSource } from '#shared/domain/analysis.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { blankPng } from '../testing/large-picture.ts';
import { openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { until } from '../testing/until.ts';

const MEMORY_BYTES = 256 * 2 ** 20;
/** Pixels each way: within what the service takes, and 361 MB once they are decoded. */
const SIDE = 9500;

describe('a service with little memory', () => {
  let door: RealDoor;
  let deployment: Deployment;
  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('layout', (proposed) => ({
      ...proposed,
      restart: 'on-failure',
      parts: proposed.parts.map((part) => ({ ...part, memoryBytes: MEMORY_BYTES })),
    }));
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
  });
  afterAll(() => door.close());

  const inputOf = (document: DocumentSource) => ({
    deploymentId: deployment.id,
    document,
    includeTextDetails: true,
    pages: null,
    locale: null,
  });
  const isReady = async (): Promise<boolean> => {
    const { parts } = await door.call('deployments.world', { id: deployment.id });
    return parts.every(({ container }) => container?.readiness === 'ready');
  };

  it('is killed by a document that takes more, which is said with what to give it; the next document is read', async () => {
    await until('the service to be ready', isReady);
    const large = { kind: 'bytes', name: 'plan.png', bytes: blankPng(SIDE, SIDE) } as const;
    const failure = await door.fail('analysis.analyse', inputOf(large));
    expect(failure).toMatchObject({
      code: 'document.killed-service',
      facts: { image: 'layout', memoryBytes: MEMORY_BYTES, enoughBytes: 2 * MEMORY_BYTES },
    });
    await until('the engine to have started the service again', isReady);
    expect(await door.succeed('analysis.analyse', inputOf({ kind: 'sample', id: 'form' }))).toMatchObject({ pages: 2 });
  });
});
