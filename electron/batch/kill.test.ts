import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleChild, killCampaign } from './testing/kill.ts';

/** More of them: `DRYDOCK_KILLS=500 npx vitest run --project unit electron/batch/kill`. */
const KILLS = Number(process.env['DRYDOCK_KILLS'] ?? 12);

const DOCUMENTS = Math.max(200, KILLS * 16);

let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild();
}, 60_000);
afterAll(() => child.remove());

function luck(): () => number {
  let seed = 20260401;
  return () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed / 2 ** 31;
  };
}

it(
  'a batch that is killed again and again sends nothing twice that was done, and loses no answer',
  async () => {
    const report = await killCampaign(child.path, {
      kills: KILLS,
      documents: DOCUMENTS,
      random: luck(),
    });
    expect(report).toMatchObject({ sentTwice: [], broken: [], done: DOCUMENTS });
    expect(report.inTheMiddle).toBeGreaterThan(KILLS / 3);
  },
  120_000 + KILLS * 4000,
);

it('pages are counted once: killed at 50 moments of 60 documents, only what was on the wire at a kill counts twice', async () => {
  const report = await killCampaign(child.path, { kills: 50, documents: 60, random: luck(), spanMs: 30 });
  expect(report).toMatchObject({ sentTwice: [], boughtTwice: [], broken: [], done: 60 });
  expect(report.counted).toBeGreaterThanOrEqual(60);
  expect(report.counted).toBeLessThanOrEqual(60 + report.onTheWire);
  expect(report.kills).toBeGreaterThan(10);
}, 240_000);
