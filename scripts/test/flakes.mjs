// @ts-check
// What failed in some runs of the same tests.

/** @typedef {{ code: number, seconds: number, stages: readonly Pick<import('./totals.mjs').StageResult, 'name' | 'passed' | 'failed' | 'notRun'>[] }} Run */

/**
 * What failed or did not run, with the number of runs in which it did, the most frequent first.
 * @param {readonly Run[]} runs
 * @returns {{ name: string, stage: string, times: number }[]}
 */
export function flakes(runs) {
  /** @type {Map<string, { name: string, stage: string, times: number }>} */
  const found = new Map();
  for (const { stages, code } of runs) {
    // A run that broke off before it came to its stages has no summary.
    const all =
      stages.length > 0 || code === 0 ? stages : [{ name: 'npm test', failed: [`broke off with ${code}`], notRun: [] }];
    for (const { name: stage, failed, notRun } of all)
      for (const name of new Set([...failed, ...notRun.map((one) => `did not run: ${one}`)])) {
        const key = `${stage}\0${name}`;
        const known = found.get(key) ?? { name, stage, times: 0 };
        found.set(key, { ...known, times: known.times + 1 });
      }
  }
  return [...found.values()].sort((a, b) => b.times - a.times);
}

/**
 * The table of a soak, in Markdown.
 * @param {readonly Run[]} runs
 * @param {{ load: boolean }} how
 */
export function table(runs, { load }) {
  const found = flakes(runs);
  const minutes = runs.map(({ seconds }) => seconds / 60).sort((a, b) => a - b);
  const good = runs.filter(({ code }) => code === 0).length;
  const tests = Math.max(
    0,
    ...runs.map(({ stages }) => stages.reduce((sum, stage) => sum + stage.passed + stage.failed.length, 0)),
  );
  return [
    `${runs.length} runs${load ? ', all cores kept busy' : ''}: ${good} passed; ${tests} tests; ` +
      `${minutes[0]?.toFixed(1)} to ${minutes.at(-1)?.toFixed(1)} minutes each.`,
    '',
    ...(found.length === 0 ? ['No flake.'] : ['| Stage | Test | Failed |', '| ----- | ---- | ------ |']),
    ...found.map(
      ({ stage, name, times }) => `| ${stage} | ${name.replaceAll('|', '\\|')} | ${times} of ${runs.length} |`,
    ),
  ];
}
