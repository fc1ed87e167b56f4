import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleChild, killCampaign } from './testing/kill.ts';

/** More of them: `DRYDOCK_KILLS=500 npx vitest run --project unit electron/batch/kill`. */
const KILLS = Number(process.env['DRYDOCK_KILLS'] ?? 30);

let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild();
}, 60_000);
afterAll(() => child.remove());

it(
  'a batch that is killed again and again sends nothing twice that was done, and loses no answer',
  async () => {
    let seed = 20260401;
    const random = (): number => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const report = await killCampaign(child.path, { kills: KILLS, documents: Math.max(500, KILLS * 16), random });
    expect(report).toMatchObject({ sentTwice: [], broken: [], done: Math.max(500, KILLS * 16) });
    expect(report.inTheMiddle).toBeGreaterThan(KILLS / 3);
  },
  120_000 + KILLS * 4000,
);
