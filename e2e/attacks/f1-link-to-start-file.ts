import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attack, broken, held } from './attack.ts';
import { download, scripted, writesLicence } from './images.ts';

/** A licence image leaves a link at the place of the template, which leads to the operator's shell start file. */
export const linkToStartFile: Attack = {
  id: 'F1',
  what: 'the printed template is written through a link that the image left',
  quick: true,
  async play(field) {
    const app = await field.start();
    const text = '# decoy of a shell start file\n';
    const path = await field.decoy('.bashrc', text);
    const script = `${writesLicence}for (const name of ['drydock-template.txt','.drydock-template.txt','template.txt']) fs.symlinkSync('${path}',L+name);console.log('docker run -e eula=accept evil');`;
    const { deployment, part } = await scripted(app, 'f1', script);
    // Wherever it was written, and once more by a second run.
    const ends = [await download(app, deployment), await download(app, deployment)];
    const ended = ends.map(({ state }) => state.failure?.code ?? state.name).join(', ');
    const now = await readFile(path, 'utf8');
    if (now !== text) return broken(`the start file says ${JSON.stringify(now.slice(0, 40))} now`);
    const through = await readFile(join(part.licenceFolder, 'drydock-template.txt'), 'utf8').catch(() => '');
    return through === text
      ? broken('the link is in the licence folder')
      : held(`the start file is as it was; the runs ended as ${ended}`);
  },
};
