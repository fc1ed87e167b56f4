import { describe, expect, it } from 'vitest';
import type { ContainerWorld, DeploymentWorld, PartWorld } from '#shared/domain/deployment.ts';
import { alertsFrom } from '#shared/rules/alerts/alerts-from.ts';
import { servingState } from '#shared/rules/serving.ts';
import { LICENSED, SERVING } from '#shared/testing/made-world.ts';
import { doingWith } from './serving.ts';
import { nextStep, stepStates } from './steps.ts';

const container = (change: Partial<ContainerWorld> = {}): ContainerWorld => ({ ...SERVING, ...change });

const part = (change: Partial<PartWorld> = {}): PartWorld => ({
  image: 'layout',
  imageOnHost: {
    reference: 'r',
    id: 'i',
    digest: null,
    sizeBytes: 1,
    createdAt: null,
    os: 'linux',
    architecture: 'amd64',
  },
  licence: { ...LICENSED, templateKept: true },
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
  limitsHeld: { cpus: true, memory: true },
  strangers: [],
  paused: [],
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
    [
      'started again and again',
      [container({ readiness: 'not-ready', restarts: { count: 3, at: '2026-01-01T00:00:00Z', exitCode: 139 } })],
      'failed',
    ],
    ['ended by itself with an error', [container({ state: 'exited', exitCode: 1 })], 'failed'],
    ['stopped by the operator', [container({ state: 'exited', exitCode: 0, readiness: 'not-running' })], 'stopped'],
  ] as const)('%s', (_when, containers, expected) => {
    expect(servingState(world(containers.map((one) => part({ container: one }))))).toBe(expected);
  });

  it('a missing helper needs the operator, but not while Drydock starts or stops the deployment', () => {
    const halfway = world([part(), part({ image: 'read', container: null })]);
    expect(servingState(halfway)).toBe('needs-you');
    const task = (path: string, name: 'running' | 'succeeded' = 'running', id = 'd') =>
      ({ path, state: { name }, input: { id } }) as Parameters<typeof doingWith>[1][number];
    const shown = (...tasks: Parameters<typeof doingWith>[1]) => servingState(halfway, doingWith('d', tasks));
    expect(shown(task('deployments.start'))).toBe('starting');
    expect(shown(task('deployments.remove'))).toBe('stopped');
    expect(shown(task('deployments.start', 'succeeded'))).toBe('needs-you');
    expect(shown(task('deployments.start', 'running', 'other'), task('images.pull'))).toBe('needs-you');
  });

  it.each([
    ['killed for memory, started again, and ready', { killedForMemory: true }, 'serving', 'done', []],
    [
      'killed for memory, and still down',
      { killedForMemory: true, state: 'exited', exitCode: 137, readiness: 'not-running' },
      'failed',
      'attention',
      ['memory'],
    ],
    [
      'ends again and again, and just starts',
      {
        readiness: 'not-ready',
        restarts: { count: 4, at: '2026-01-01T23:59:00Z', exitCode: 139 },
      },
      'failed',
      'attention',
      ['again-and-again'],
    ],
  ] as const)('%s is the same in the rail, in the steps and in the alerts', (_when, change, serving, run, alerts) => {
    const now = world([part({ container: container(change) })]);
    const [seen] = now.parts;
    if (!seen) throw new Error('no part');
    const definition = { image: seen.image, reference: 'r', licenceFolder: '/l', outputFolder: '/o' } as const;
    const facts = {
      part: { ...definition, cpus: 1, memoryBytes: 1, containerPort: 5000 },
      licence: seen.licence,
      container: seen.container,
      notReadySince: null,
      disk: null,
    };
    const found = alertsFrom(
      {
        deployments: [{ deployment: now.deployment, meantToServe: true, parts: [facts] }],
        commitments: [],
        books: [],
        jumps: [],
        seen: [],
      },
      new Date('2026-01-02T00:00:00Z'),
    );
    expect(servingState(now)).toBe(serving);
    expect(stepStates(now).run).toBe(run);
    expect(found.flatMap((alert) => (alert.kind === 'not-serving' ? [alert.why] : []))).toEqual(alerts);
  });
});
