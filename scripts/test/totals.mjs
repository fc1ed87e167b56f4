// @ts-check
// What the stages of a test run came to, and how it is said.
import { slowLines } from './slow.mjs';

/**
 * @typedef {object} Timed  one test
 * @property {string} file
 * @property {string} title
 * @property {number} seconds
 */
/**
 * @typedef {object} Counted
 * @property {number} passed
 * @property {readonly string[]} failed  what failed, by name
 * @property {readonly string[]} notRun  what did not run, by name, each with its reason
 * @property {readonly Timed[]} tests
 */
/** @typedef {Counted & { name: string, seconds: number }} StageResult */

/**
 * The counts of a Vitest JSON report. A file that could not be loaded is a failure.
 * @param {any} report
 * @returns {Counted}
 */
export function countVitest(report) {
  /** @type {string[]} */
  const failed = [];
  /** @type {string[]} */
  const notRun = [];
  /** @type {Timed[]} */
  const tests = [];
  let passed = 0;
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'))
      failed.push(`${file.name}: ${String(file.message).split('\n')[0]}`);
    for (const test of file.assertionResults) {
      tests.push({ file: file.name, title: test.title, seconds: (test.duration ?? 0) / 1000 });
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failed.push(`${file.name} › ${test.fullName}`);
      else notRun.push(`${file.name} › ${test.fullName}`);
    }
  }
  return { passed, failed, notRun, tests };
}

/**
 * The counts of a Playwright JSON report. An error outside a test is a failure.
 * @param {any} report
 * @returns {Counted}
 */
export function countPlaywright(report) {
  /** @type {string[]} */
  const failed = (report.errors ?? []).map((/** @type {any} */ error) => String(error.message).split('\n')[0]);
  /** @type {string[]} */
  const notRun = [];
  /** @type {Timed[]} */
  const tests = [];
  let passed = 0;
  /** @param {any} suite */
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) {
      const name = `${spec.file} › ${spec.title}`;
      for (const { status, results = [] } of spec.tests) {
        const ms = results.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.duration, 0);
        tests.push({ file: `e2e/${spec.file}`, title: spec.title, seconds: ms / 1000 });
        if (status === 'expected') passed += 1;
        else if (status === 'skipped') notRun.push(name);
        else failed.push(name);
      }
    }
    for (const child of suite.suites ?? []) visit(child);
  };
  for (const suite of report.suites ?? []) visit(suite);
  return { passed, failed, notRun, tests };
}

/**
 * The counts of a tour's report: each step is a test.
 * @param {any} report
 * @returns {Counted}
 */
export function countTour(report) {
  const failed = report.steps.filter((/** @type {any} */ step) => !step.ok).map((/** @type {any} */ step) => step.name);
  return { passed: report.steps.length - failed.length, failed, notRun: [], tests: [] };
}

/**
 * The counts of a report of attacks: each is a test, and one that is broken fails.
 * @param {any} report
 * @returns {Counted}
 */
export function countAttacks(report) {
  /** @type {Timed[]} */
  const tests = report.map((/** @type {any} */ one) => ({
    file: 'e2e/attacks',
    title: `${one.id} ${one.what}`,
    seconds: one.seconds,
  }));
  const failed = report
    .filter((/** @type {any} */ one) => !one.held)
    .map((/** @type {any} */ one) => `${one.id} ${one.what}: ${one.seen}`);
  return { passed: report.length - failed.length, failed, notRun: [], tests };
}

/**
 * A program that has no report passes or fails as a whole.
 * @param {number | string} code
 * @param {string} stage
 * @returns {Counted}
 */
export const countCode = (code, stage) =>
  code === 0
    ? { passed: 1, failed: [], notRun: [], tests: [] }
    : { passed: 0, failed: [`${stage} ended with ${code}`], notRun: [], tests: [] };

/**
 * The lines that end a run: a line for each stage, what failed and what did not run by name, the slowest files, and the totals last.
 * @param {readonly StageResult[]} stages
 * @returns {string[]}
 */
export function summary(stages) {
  const sum = (/** @type {(stage: StageResult) => number} */ of) =>
    stages.reduce((total, stage) => total + of(stage), 0);
  const failed = sum((stage) => stage.failed.length);
  const notRun = sum((stage) => stage.notRun.length);
  return [
    ...stages.map(
      (stage) =>
        `${stage.name.padEnd(12)} ${stage.passed} passed, ${stage.failed.length} failed` +
        `${stage.notRun.length > 0 ? `, ${stage.notRun.length} did not run` : ''} (${stage.seconds.toFixed(1)} s)`,
    ),
    ...stages.flatMap((stage) => stage.failed.map((name) => `FAILED       ${name}`)),
    ...stages.flatMap((stage) => stage.notRun.map((name) => `DID NOT RUN  ${name}`)),
    ...slowLines(stages.flatMap(({ tests }) => tests)),
    `${sum((stage) => stage.passed)} passed, ${failed} failed${notRun > 0 ? `, ${notRun} did not run` : ''}`,
  ];
}

/**
 * Whether the run is good. On a person's machine a stage may lack what it needs, and it is said; in CI that is a failure.
 * @param {readonly StageResult[]} stages
 * @param {boolean} ci
 */
export const isGood = (stages, ci) =>
  stages.every((stage) => stage.failed.length === 0 && (!ci || stage.notRun.length === 0)) &&
  stages.some((stage) => stage.passed > 0);
