// The usage history: how large ten years of it are, how long it takes to write a reading and to show the dashboard over it
// in the real app, and whether a thousand kills while writing lose or double anything that was acknowledged.
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeHistory } from '../electron/testing/made-history.ts';
import { openHistory } from '../electron/usage/history.ts';
import { HISTORY_FILE } from '../electron/usage/open-store.ts';
import { dashboardTimes } from './history/dashboard.ts';
import { killCampaign } from './history/kills.ts';
import { median } from './report.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, kills: { type: 'string', default: '1000' } },
});
/** Ten years of daily readings, ten deployments with twenty meters each, ten on either of its two containers. */
const WISH = { seed: 1, until: new Date(), years: 10, deployments: 10, meters: 10 };
const WRITES = 500;
const SIDE_BY_SIDE = 2;

const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-history-'));
try {
  const made = join(folder, 'made');
  const deployments = await makeHistory(made, WISH);
  const { size } = await stat(join(made, 'usage', HISTORY_FILE));
  const megabytes = size / 1e6;
  console.log(`${megabytes.toFixed(1)} MB: ${WISH.years} years, ${deployments.length} deployments, 20 meters each`);

  const shown = await dashboardTimes(made, deployments);
  const list = shown.map((one) => one.toFixed(0)).join(' ');
  console.log(`dashboard: median ${median(shown).toFixed(0)} ms; each deployment once: ${list}`);

  const written = (await writeTimes(made)).toSorted((a, b) => a - b);
  const slowest = written[Math.floor(written.length * 0.99)] ?? Number.NaN;
  console.log(`one reading written: median ${median(written).toFixed(2)} ms, p99 ${slowest.toFixed(2)} ms`);

  const each = Math.ceil(Number(values.kills) / SIDE_BY_SIDE);
  const campaigns = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, at) => killCampaign(each, at + 1)));
  const sum = (of: (one: (typeof campaigns)[number]) => number): number =>
    campaigns.reduce((all, one) => all + of(one), 0);
  const kills = sum((one) => one.kills);
  const acknowledged = sum((one) => one.acknowledged);
  const lost = sum((one) => one.lost);
  const doubled = sum((one) => one.doubled);
  const broken = sum((one) => one.broken);
  console.log(
    `${kills} kills, ${acknowledged} readings and lines acknowledged: ${lost} lost, ${doubled} doubled, ` +
      `${broken} databases broken`,
  );

  const figures = {
    history_megabytes: { value: round(megabytes), unit: 'MB', against: 'target 50' },
    write_milliseconds: { value: round(median(written)), p99: round(slowest), unit: 'ms', against: 'target 10' },
    dashboard_milliseconds: {
      value: round(median(shown)),
      slowest: round(Math.max(...shown)),
      unit: 'ms',
      against: 'target 300',
    },
    // The first click after the app's start: code is loaded and the book is reckoned for it.
    first_dashboard_milliseconds: { value: round(shown[0] ?? Number.NaN), unit: 'ms', against: 'target 300' },
    lost_readings: { value: lost, doubled, broken, kills, acknowledged, unit: 'readings', against: 'target 0' },
  };
  if (values.json) console.log(JSON.stringify({ bench: 'history', figures }));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** How long one reading of ten meters takes to be on the disk, in the history of ten years. */
async function writeTimes(made: string): Promise<number[]> {
  const copy = join(folder, 'written');
  await cp(join(made, 'usage'), copy, { recursive: true });
  const history = openHistory({ folder: copy, copiesKept: () => 7, now: () => new Date(), failed: console.error });
  const times: number[] = [];
  try {
    const key = { deploymentId: 'made-1', image: 'layout' } as const;
    const { state } = await history.known(key, { container: null, folder: null });
    const { readAt, container, folder: from } = state.newest ?? { readAt: 0, container: null, folder: null };
    for (let turn = 1; turn <= WRITES; turn++) {
      const at = readAt + turn * 15 * 60 * 1000;
      const totals = [...state.meters].map(([name, { seen }]) => ({ name, quantity: seen + BigInt(turn) }));
      const month = new Date(at).toISOString().slice(0, 7);
      const read = {
        readAt: at,
        container,
        folder: from,
        runningSince: null,
        totals,
        months: [{ month, meters: totals }],
      };
      const startedAt = performance.now();
      await history.keep(key, read, [month]);
      times.push(performance.now() - startedAt);
    }
  } finally {
    await history.close();
  }
  return times;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
