import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { licenceText, termsOf } from '../../electron/renewal/testing/licence-text.ts';
import { replaceFile } from '../../electron/testing/replace-file.ts';
import { readyAt } from '../fixtures/ready.ts';
import { type Attack, brokenBy } from './attack.ts';
import type { Taken } from './field.ts';
import { until } from './wait.ts';

const MOMENTS_MS = [80, 250, 450, 700, 1000];
const SERVES_WITHIN_MS = 20_000;

/** The app is killed at several moments of a renewal's switch, and started again; nobody presses anything. */
export const killedSwitch: Attack = {
  id: 'F23',
  what: 'after a kill in the switch of a renewal nothing serves',
  quick: false,
  async play(field) {
    let app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    for (const { licenceFolder } of deployment.parts) await endSoon(licenceFolder);
    await succeed(app, 'deployments.start', { id: deployment.id });
    const input = { deploymentId: deployment.id };
    const found: string[] = [];
    for (const ms of MOMENTS_MS) {
      await app.pulled(deployment);
      await succeed(app, 'renewal.fetch', { ...input, images: ['layout'], eulaAccepted: true });
      await succeed(app, 'renewal.startTrial', input);
      await app.begin('renewal.switch', input);
      // The moment itself is what is tried.
      await sleep(ms);
      await app.opened.kill();
      app = await field.start();
      await app.get('engine.search');
      if (!(await until(() => readyAt(deployment.hostPort), SERVES_WITHIN_MS)))
        found.push(`killed after ${ms} ms, nothing serves`);
      await app.idle();
      await succeed(app, 'renewal.undo', input);
    }
    return brokenBy(found, `serves after ${MOMENTS_MS.length} kills, without a press`);
  },
};

async function succeed(app: Taken, path: string, input: unknown): Promise<void> {
  const end = await app.run(path, input, 120_000);
  if (end.state.name !== 'succeeded') throw new Error(`${path}: ${JSON.stringify(end.state)}`);
}

/** Rewrites the stand-in's licences so that they end in 20 days: there is something to renew. */
async function endSoon(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.lic'))) {
    const terms = termsOf(await readFile(join(folder, name), 'utf8'));
    const expiresAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
    await replaceFile(join(folder, name), licenceText({ ...terms, expiresAt }));
  }
}
