// @ts-check
// The stages of `npm test`: what each runs, in which world, and how its report is counted.
import { join } from 'node:path';
import { packageProgram, root } from '../setup/run.mjs';
import { countAttacks, countCode, countPlaywright, countTour, countVitest } from './totals.mjs';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} says  what it is, for the list of stages
 * @property {'engines' | 'newest' | 'rootless'} [group]  names several at once; the newest run on request only, because what Debian calls newest changes
 * @property {number} minutes  about how long it takes alone, so that the longest begin first
 * @property {import('../world/enter.mjs').WorldWish | null} world
 * @property {(filters: readonly string[]) => readonly string[]} command
 * @property {Readonly<Record<string, string>> | undefined} [env]
 * @property {string | null} report  the report's file in the stage's folder
 * @property {(report: any, stage: string) => import('./totals.mjs').Counted} count
 */

/** Where reports and logs lie; each stage has a folder in it. */
export const results = join(root, 'test-results');
/** @param {string} stage */
export const folderOf = (stage) => join(results, stage);

/** A program that passes or fails as a whole. @param {string} name @param {number} minutes @param {string} says @param {readonly string[]} command @returns {Stage} */
const check = (name, minutes, says, command) => ({
  name,
  says,
  minutes,
  world: null,
  command: () => [packageProgram(command[0] ?? ''), ...command.slice(1)],
  report: null,
  count: countCode,
});

/**
 * @param {Pick<Stage, 'name' | 'says' | 'minutes' | 'world' | 'group'> & { env?: Stage['env'], projects: readonly string[], only?: readonly string[] }} wish
 * @returns {Stage}
 */
const vitest = ({ projects, only = [], ...rest }) => ({
  ...rest,
  command: (filters) => [
    packageProgram('vitest'),
    ...['run', ...projects.flatMap((one) => ['--project', one]), '--configLoader', 'runner'],
    ...['--reporter=default', '--reporter=json'],
    `--outputFile.json=${join(folderOf(rest.name), 'report.json')}`,
    ...(filters.length > 0 ? filters : only),
  ],
  report: 'report.json',
  count: countVitest,
});

const onAnEngine = ['integration', 'keychain'];

/** What holds for any engine, and may differ by engine: what a service answers does not. */
export const conformance = [
  'license/license.it',
  'deployment/deployment.it',
  'usage/usage.it',
  'analysis/analysis.it',
  'images/loaded.it',
  'renewal/renewal.it',
];

/** How licence runs end, whatever happens to them and to the engine; what they leave is made by images of Docker's own builder. */
const endings = ['guard', 'broken-engine', 'endings'].map((name) => `license/${name}.it`);

/** @type {readonly import('../world/enter.mjs').WorldPart[]} */
const services = ['registry', 'keyring', 'images'];

/**
 * The integration set on another Docker, as an ordinary user in group docker.
 * @param {string} name
 * @param {'engines' | 'newest'} group
 * @param {'trixie' | 'sid'} suite
 * @param {Readonly<Record<string, unknown>>} [settings]
 */
const otherDocker = (name, group, suite, settings) =>
  vitest({
    name,
    says: `the integration set on Docker of Debian ${suite}${settings ? ', with the containerd image store' : ''}`,
    group,
    minutes: 10,
    world: { parts: ['engine', ...services], engine: settings ? { suite, settings } : { suite } },
    projects: onAnEngine,
  });
/** @param {string} name @param {'engines' | 'newest'} group @param {'trixie' | 'sid'} suite */
const otherPodman = (name, group, suite) =>
  vitest({
    name,
    says: `the conformance set on Podman of Debian ${suite}, as root`,
    group,
    minutes: 4,
    world: { parts: ['podman', ...services], as: 'root', engine: { suite } },
    env: { DRYDOCK_TEST_PRODUCT: 'podman' },
    projects: onAnEngine,
    only: [
      ...conformance,
      'renewal/beside.it',
      'deployment/again-and-again.it',
      'deployment/hanging-engine.it',
      ...endings,
    ],
  });
/**
 * The conformance set on an engine that runs as the same ordinary user as the services.
 * @param {'docker' | 'podman'} product
 */
const rootless = (product) =>
  vitest({
    name: `${product}-rootless`,
    says: `the conformance set on ${product === 'docker' ? 'Docker' : 'Podman'} without root, as the same ordinary user`,
    group: 'rootless',
    minutes: 4,
    world: { parts: [`rootless-${product}`, ...services] },
    env: { DRYDOCK_TEST_PRODUCT: product },
    projects: onAnEngine,
    only: [...conformance, 'deployment/again-and-again.it'],
  });
const containerdStore = { features: { 'containerd-snapshotter': true } };

/** @type {readonly Stage[]} */
export const stages = [
  check('lint', 0.3, 'format, lint, import walls', ['biome', 'ci', '--error-on-warnings', '.']),
  check('types', 0.3, 'types of every room', ['tsc', '-b']),
  vitest({
    name: 'unit',
    says: 'rules, services and components without an engine',
    minutes: 3,
    world: null,
    projects: ['unit'],
  }),
  vitest({
    name: 'integration',
    says: 'the services on Docker, as an ordinary user in group docker',
    minutes: 8,
    world: { parts: ['engine', ...services] },
    projects: onAnEngine,
  }),
  vitest({
    name: 'root',
    says: 'what differs for root, on Docker: licences',
    minutes: 1,
    world: { parts: ['engine', ...services], as: 'root' },
    projects: onAnEngine,
    // What a foreign owner does to an ordinary user has no meaning here; deployments of root's are in stage podman.
    only: ['license/license.it', 'license/endings.it'],
  }),
  vitest({
    name: 'podman',
    says: "the conformance set on Podman's service, as root",
    minutes: 4,
    world: { parts: ['podman', ...services], as: 'root' },
    env: { DRYDOCK_TEST_PRODUCT: 'podman' },
    projects: onAnEngine,
    // The rehearsal pauses nothing.
    only: [...conformance, 'renewal/beside.it', 'analysis/paused.it'],
  }),
  // What differs here is a fault of the rehearsal. Any registry will do: it pretends that as well.
  vitest({
    name: 'rehearsal',
    says: 'the conformance set on the rehearsal engine, as an ordinary user',
    minutes: 2,
    world: { parts: ['rehearsal', 'keyring'] },
    env: {
      DRYDOCK_TEST_PRODUCT: 'rehearsal',
      DRYDOCK_TEST_REGISTRY: 'registry.example',
      DRYDOCK_TEST_TAG: 'latest',
    },
    projects: onAnEngine,
    only: [...conformance, 'renewal/beside.it'],
  }),
  {
    name: 'e2e',
    says: 'the real app, driven as an ordinary user, sandboxed',
    minutes: 12,
    world: { parts: ['engine', 'display', ...services] },
    command: (filters) => [packageProgram('playwright'), 'test', ...filters],
    report: 'report.json',
    count: countPlaywright,
  },
  {
    name: 'tour',
    says: 'the tour of every screen, on the rehearsal engine; each of its steps is a test',
    minutes: 3,
    world: { parts: ['display', 'keyring'] },
    command: () => {
      const options = ['--engine', 'rehearsal', '--out', folderOf('tour')];
      return [process.execPath, '--import', 'tsx', 'e2e/tour/main.ts', ...options];
    },
    report: 'report.json',
    count: countTour,
  },
  {
    name: 'attacks',
    says: 'the attacks and faults that are over in seconds, against the built app',
    minutes: 5,
    world: { parts: ['engine', 'display', ...services], as: 'root' },
    command: (filters) => {
      const only = filters.length > 0 ? ['--only', filters.join(',')] : ['--quick'];
      const report = ['--report', join(folderOf('attacks'), 'report.json')];
      return [process.execPath, '--import', 'tsx', 'e2e/attacks/main.ts', ...only, ...report];
    },
    report: 'report.json',
    count: countAttacks,
  },
  otherDocker('docker-26', 'engines', 'trixie'),
  otherPodman('podman-5', 'engines', 'trixie'),
  otherDocker('docker-28', 'newest', 'sid'),
  otherDocker('docker-28-containerd', 'newest', 'sid', containerdStore),
  otherPodman('podman-5-newest', 'newest', 'sid'),
  rootless('docker'),
  rootless('podman'),
];

/**
 * The stages of names and of groups' names; the usual ones where none is named. Those that there are not are told apart.
 * @param {readonly string[] | undefined} names
 */
export function stagesOf(names) {
  const asked = names ?? stages.filter(({ group }) => group === undefined).map(({ name }) => name);
  return {
    wanted: stages.filter(({ name, group }) => asked.includes(name) || (group !== undefined && asked.includes(group))),
    unknown: asked.filter((one) => !stages.some(({ name, group }) => name === one || group === one)),
  };
}
