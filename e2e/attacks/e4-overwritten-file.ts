import { readFile } from 'node:fs/promises';
import { makeHistory } from '../../electron/testing/made-history.ts';
import { type Attack, broken, held } from './attack.ts';
import { notGiven } from './given.ts';

const wish = { seed: 1, until: new Date(), years: 1, deployments: 1, meters: 1 };
const dayOf = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** A page has a report written over a file of the operator's. */
export const overwrittenFile: Attack = {
  id: 'E4',
  what: 'a report is written to any path that the page names',
  quick: true,
  async play(field) {
    const [deployment] = await makeHistory(field.profile.data, wish);
    if (!deployment) throw new Error('no deployment was made');
    const app = await field.start();
    const text = '# decoy of a shell start file\n';
    const path = await field.decoy('.bashrc', text);
    const period = { deploymentIds: [deployment.id], from: dayOf(14), to: dayOf(1) };
    for (const file of await notGiven(app, path, 'read-file'))
      await app.run('evidence.make', { ...period, path: file, file }, 60_000);
    const now = await readFile(path, 'utf8');
    return now === text ? held('the file is as it was') : broken(`the file begins with ${now.slice(0, 5)} now`);
  },
};
