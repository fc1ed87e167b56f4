import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { docker } from '../fixtures/world.ts';
import { type Attack, broken, held } from './attack.ts';

/** After the licence run the engine's own files hold the key. */
export const keyInEngine: Attack = {
  id: 'F4',
  what: 'the engine’s files hold the key after the licence run, and nobody says so',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    const key = await app.licensed(deployment);
    const root = (await docker('info', '--format', '{{.DockerRootDir}}')).trim();
    const files = await filesWith(root, key);
    const left = await docker('ps', '--all', '--quiet', '--filter', 'label=io.drydock.job=licence');
    if (left.trim() !== '') return broken('the container that holds the key is still there');
    await app.page.evaluate((id) => {
      location.hash = `#/d/${id}/license`;
    }, deployment.id);
    await app.page.getByText('run template').first().waitFor();
    const page = await app.page.getByRole('main').textContent();
    const isSaid = /database/i.test(page ?? '');
    const isHelped = /regenerate/i.test(page ?? '');
    const where =
      files.length > 0
        ? `in ${files.map((file) => file.replace(root, '').slice(0, 80)).join(', ')}`
        : 'in no file that is read as it is';
    return isSaid && isHelped
      ? held(`${where}; the page says so, and how to regenerate the key`)
      : broken(`${where}; the page ${isSaid ? 'does not say how to regenerate it' : 'does not say so'}`);
  },
};

/** Names of the files below a folder that hold these bytes. */
async function filesWith(folder: string, bytes: string): Promise<readonly string[]> {
  const looking = promisify(execFile)('grep', ['-rslaF', '--devices=skip', '-e', bytes, folder], {
    maxBuffer: 2 ** 24,
  });
  // It ends with 1 where there is none.
  const { stdout } = await looking.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  return stdout.split('\n').filter(Boolean);
}
