import { describe, expect, it } from 'vitest';
import type { ContainerWorld, DeploymentWorld, PartWorld } from '#shared/domain/deployment.ts';
import { nextStep, servingState, stepStates } from './steps.ts';

const container = (change: Partial<ContainerWorld> = {}): ContainerWorld => ({
  id: 'c',
  name: 'c',
  state: 'running',
  exitCode: null,
  killedForMemory: false,
  startedAt: null,
  finishedAt: null,
  hostAddress: '127.0.0.1',
  hostPort: 5000,
  cpus: 1,
  memoryBytes: 1,
  readiness: 'ready',
  statusWord: null,
  ...change,
});

const part = (change: Partial<PartWorld> = {}): PartWorld => ({
  image: 'layout',
  imageOnHost: {
    reference: 'r',
    id: 'i',
    digest: null,
    sizeBytes: 1,
    createdAt: null,
    architecture: 'amd64',
  },
  licence: {
    state: 'valid',
    folder: '/l',
    files: [],
    endsAt: null,
    endsSource: null,
    madeFor: null,
    templateKept: true,
  },
  container: container(),
  ...change,
});

const world = (parts: PartWorld[], quantityUsed: bigint | null = null): DeploymentWorld => ({
  deployment: {
    id: 'd',
    name: 'D',
    feature: 'layout',
    createdAt: '2026-01-01T00:00:00Z',
    parts: [],
    hostPort: 5000,
    reach: 'this-computer',
    restart: 'no',
  },
  readAt: '2026-01-01T00:00:00Z',
  parts,
  seal: 'sealed',
  quantityUsed,
  strangers: [],
});

const noLicence = { ...part().licence, state: 'missing' } as const;

describe('steps', () => {
  it.each([
    ['nothing is here', world([part({ imageOnHost: null, licence: noLicence, container: null })]), 'pull'],
    ['one of two images is missing', world([part(), part({ imageOnHost: null })]), 'pull'],
    ['the images are here', world([part({ licence: noLicence, container: null })]), 'license'],
    ['the licence has ended', world([part({ licence: { ...noLicence, state: 'expired' } })]), 'license'],
    ['licensed', world([part({ container: null })]), 'run'],
    ['a container is not ready yet', world([part({ container: container({ readiness: 'not-ready' }) })]), 'run'],
    ['serving', world([part()]), 'analyse'],
    ['a meter has counted', world([part()], 3n), 'usage'],
  ] as const)('when %s the operator lands on the right step', (_when, given, expected) => {
    expect(nextStep(given)).toBe(expected);
  });

  it('an ended licence and a dead container call for attention', () => {
    const ended = world([
      part({
        licence: { ...noLicence, state: 'expired' },
        container: container({ state: 'exited', readiness: 'not-running' }),
      }),
    ]);
    expect(stepStates(ended)).toMatchObject({ pull: 'done', license: 'attention', run: 'attention', analyse: 'todo' });
  });
});

describe('serving state', () => {
  it.each([
    ['ready', [container()], 'serving'],
    ['loading its model', [container({ readiness: 'not-ready' })], 'starting'],
    ['killed for memory', [container({ state: 'exited', exitCode: 137, killedForMemory: true })], 'failed'],
    ['ended by itself with an error', [container({ state: 'exited', exitCode: 1 })], 'failed'],
    ['stopped by the operator', [container({ state: 'exited', exitCode: 0, readiness: 'not-running' })], 'stopped'],
  ] as const)('%s', (_when, containers, expected) => {
    expect(servingState(world(containers.map((one) => part({ container: one }))))).toBe(expected);
  });

  it('a missing helper needs the operator', () => {
    expect(servingState(world([part(), part({ image: 'read', container: null })]))).toBe('needs-you');
  });
});
