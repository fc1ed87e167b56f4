import { readdir } from 'node:fs/promises';
import { docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';
import { askedFor, scripted, writesLicence } from './images.ts';
import { until } from './wait.ts';

const NEXT_START_MS = 20_000;
const licenceContainers = async (): Promise<string> =>
  (await docker('ps', '--all', '--quiet', '--filter', 'label=io.drydock.job=licence')).trim();

/** The app is killed in a licence download; the next start finds a container with the key and half a folder. */
export const killedInDownload: Attack = {
  id: 'F8',
  what: 'a download that a kill broke off leaves container and files, or nothing says that it did',
  quick: false,
  async play(field) {
    const app = await field.start();
    const { deployment, part } = await scripted(app, 'f8', `${writesLicence}setInterval(()=>console.log('on'),500)`);
    await app.begin('license.download', askedFor(deployment.id));
    // Its guard, which is there first, bears the label as well.
    const guards = ['--format', '{{.Label "io.drydock.guard"}}'];
    const runs = async (): Promise<boolean> =>
      (await docker('ps', ...guards, '--filter', 'label=io.drydock.job=licence'))
        .split('\n')
        .slice(0, -1)
        .some((guard) => guard !== 'true');
    if (!(await until(runs, 60_000))) throw new Error('the download never began');
    await app.opened.kill();
    const found: string[] = [];
    const next = await field.start();
    const startedAt = performance.now();
    await next.get('engine.search');
    const goneMs = await until(
      async () => (await licenceContainers()) === '' && performance.now() - startedAt,
      NEXT_START_MS,
    );
    if (goneMs === null) found.push('the container with the key is still there');
    const page = async (): Promise<boolean> => {
      const text = (await next.page.locator('body').textContent()) ?? '';
      return /broken off|broke off|interrupted/i.test(text);
    };
    await next.page.evaluate((id) => {
      location.hash = `#/d/${id}/license`;
    }, deployment.id);
    if (!(await until(page, 10_000))) found.push('nothing says that a download was broken off');
    const left = (await readdir(part.licenceFolder).catch(() => [])).filter((name) => name.startsWith('.drydock-'));
    if (left.length > 0) found.push(`${left.join(', ')} is in the licence folder`);
    const data = (await readdir(field.profile.data)).filter((name) => /\.json\.(?:tmp|\d)/.test(name));
    if (data.length > 0) found.push(`${data.join(', ')} is in the data folder`);
    return brokenBy(found, `tidied ${((goneMs ?? 0) / 1000).toFixed(1)} s after the start, and said`);
  },
};
