import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { madeDeployments } from '../../electron/testing/made-history.ts';
import { type Attack, brokenBy } from './attack.ts';
import type { Field } from './field.ts';

const COUNT = 5000;
const LIMIT_MS = 25_000;

/** Kept files are folders; there are thousands of deployments. */
export const foldersAndThousands: Attack = {
  id: 'F30',
  what: 'no window with folders for kept files, or with 5,000 deployments',
  quick: false,
  async play(field) {
    const { data } = field.profile;
    await mkdir(data, { recursive: true });
    const found: string[] = [];
    for (const name of ['settings.json', 'alerts.json', 'clock.json']) {
      await mkdir(join(data, name));
      if (!(await comes(field, /cannot open|could not be read|can be neither/)))
        found.push(`${name}: no window that says so`);
      await rm(data, { recursive: true, maxRetries: 20, retryDelay: 200 });
      await mkdir(data);
    }
    const deployments = madeDeployments({ seed: 1, until: new Date(), years: 1, deployments: COUNT, meters: 1 });
    await writeFile(join(data, 'settings.json'), JSON.stringify({ deployments }));
    if (!(await comes(field, /Drydock/))) found.push(`${COUNT} deployments: no window`);
    return brokenBy(found, `the window comes, with ${COUNT} deployments too, and names what is wrong`);
  },
};

/** Whether the window comes within the limit and says something like this. The app is killed then. */
async function comes(field: Field, says: RegExp): Promise<boolean> {
  const launched = field.profile.launch();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LIMIT_MS);
  });
  try {
    // A launch that fails is a window that does not come.
    const opened = await Promise.race([launched.catch(() => null), late]);
    if (!opened) return false;
    const said = await opened.window
      .getByText(says)
      .first()
      .waitFor({ timeout: LIMIT_MS })
      .then(
        () => true,
        () => false,
      );
    await opened.kill();
    return said;
  } finally {
    clearTimeout(timer);
  }
}
