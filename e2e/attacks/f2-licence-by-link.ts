import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attack, brokenBy } from './attack.ts';
import { download, scripted } from './images.ts';

/** A licence image leaves a link to a file of the system's as its licence. */
export const licenceByLink: Attack = {
  id: 'F2',
  what: 'a link to the system’s secrets counts as a licence',
  quick: true,
  async play(field) {
    const app = await field.start();
    const shadow = await field.decoy('shadow', 'decoy:*:19000:0:99999:7:::\n');
    const script = `require('fs').symlinkSync('${shadow}','/licence/layout.lic')`;
    const { deployment, part } = await scripted(app, 'f2', script);
    const end = await download(app, deployment);
    const links: string[] = [];
    for (const name of await readdir(part.licenceFolder).catch(() => []))
      if ((await lstat(join(part.licenceFolder, name))).isSymbolicLink()) links.push(`${name} is a link`);
    return brokenBy(
      [...(end.state.name === 'succeeded' ? ['the download counts as done'] : []), ...links],
      `refused: ${end.state.failure?.code ?? end.state.name}`,
    );
  },
};
