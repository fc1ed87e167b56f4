// @ts-check
// The stages of `npm test`: what each runs, in which world, and how its report is counted.
import { join } from 'node:path';
import { packageProgram, root } from '../setup/run.mjs';
import { countCode, countPlaywright, countTour, countVitest } from './totals.mjs';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} says  what it is, for the list of stages
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
 * @param {Pick<Stage, 'name' | 'says' | 'minutes' | 'world'> & { env?: Stage['env'], project: string, only?: readonly string[] }} wish
 * @returns {Stage}
 */
const vitest = ({ project, only = [], ...rest }) => ({
  ...rest,
  command: (filters) => [
    packageProgram('vitest'),
    ...['run', '--project', project, '--configLoader', 'runner', '--reporter=default', '--reporter=json'],
    `--outputFile.json=${join(folderOf(rest.name), 'report.json')}`,
    ...(filters.length > 0 ? filters : only),
  ],
  report: 'report.json',
  count: countVitest,
});

/** What holds for any engine. */
export const conformance = [
  'license/license.it',
  'deployment/deployment.it',
  'usage/usage.it',
  'analysis/analysis.it',
  'renewal/renewal.it',
];

/** @type {readonly import('../world/enter.mjs').WorldPart[]} */
const services = ['registry', 'keyring', 'images'];

/** @type {readonly Stage[]} */
export const stages = [
  check('lint', 0.3, 'format, lint, import walls', ['biome', 'ci', '--error-on-warnings', '.']),
  check('types', 0.3, 'types of every room', ['tsc', '-b']),
  vitest({
    name: 'unit',
    says: 'rules, services and components without an engine',
    minutes: 3,
    world: null,
    project: 'unit',
  }),
  vitest({
    name: 'integration',
    says: 'the services on Docker, as an ordinary user in group docker',
    minutes: 8,
    world: { parts: ['engine', ...services] },
    project: 'integration',
  }),
  vitest({
    name: 'root',
    says: 'what differs for root, on Docker: licences, deployments',
    minutes: 2,
    world: { parts: ['engine', ...services], as: 'root' },
    project: 'integration',
    only: ['license/', 'deployment/deployment.it'],
  }),
  vitest({
    name: 'podman',
    says: "the conformance set on Podman's service, as root",
    minutes: 4,
    world: { parts: ['podman', ...services], as: 'root' },
    env: { DRYDOCK_TEST_PRODUCT: 'podman' },
    project: 'integration',
    only: conformance,
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
    project: 'integration',
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
];
