import { startTraffic } from '../../electron/renewal/testing/traffic.ts';
import { type Attack, brokenBy } from './attack.ts';
import { endSoon, renew } from './renewed.ts';

/** Clients go on asking and sending documents while a renewal switches to the new set. */
export const switchUnderLoad: Attack = {
  id: 'F19',
  what: 'requests fail or documents are lost in the switch of a renewal',
  quick: false,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define('invoice');
    await app.licensed(deployment);
    await endSoon(deployment);
    const { state } = await app.run('deployments.start', { id: deployment.id }, 120_000);
    if (state.name !== 'succeeded') throw new Error(`deployments.start: ${JSON.stringify(state)}`);
    for (const step of ['fetch', 'startTrial'] as const) await renew(app, deployment, step);
    const traffic = startTraffic(deployment.hostPort);
    await traffic.documents(1);
    await renew(app, deployment, 'switch');
    await traffic.documents(2);
    const { asked, failed, longestGapMs, documents } = await traffic.stop();
    const seen = `${failed} of ${asked} requests failed, the longest wait was ${longestGapMs} ms; documents: ${documents.read} read, ${documents.refused} refused, ${documents.lost} lost`;
    return brokenBy(failed + documents.refused + documents.lost > 0 ? [seen] : [], seen);
  },
};
