import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { partOf } from '../../electron/testing/part.ts';
import { containersLeft, docker } from '../fixtures/world.ts';
import { type Attack, brokenBy } from './attack.ts';

/** A page stores folders of the system's, and of the operator's, as those of a deployment, and starts it. */
export const mountedFolders: Attack = {
  id: 'E3',
  what: 'folders that the page names are mounted writable',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    const part = partOf(deployment);
    const shadow = await field.decoy('etc/shadow', 'root:*:19000:0:99999:7:::\n');
    const decoy = dirname(shadow);
    // So that a start does not end before the mount for want of a licence.
    for (const name of await readdir(part.licenceFolder))
      if (name.endsWith('.lic')) await copyFile(join(part.licenceFolder, name), join(decoy, name));
    const ssh = join(field.profile.home, '.ssh');
    await mkdir(ssh, { recursive: true });
    await app.dialogs.answer('no');
    const found: string[] = [];
    const wishes = [
      ['licence', { licenceFolder: decoy }],
      ['output', { outputFolder: ssh }],
      ['output', { outputFolder: '/var/run' }],
    ] as const;
    for (const [kind, wish] of wishes) {
      const folder = Object.values(wish)[0] ?? '';
      await app.ask('deployments.save', { ...deployment, parts: [{ ...part, ...wish }] });
      await app.run('deployments.start', { id: deployment.id }, 60_000);
      const ids = await containersLeft();
      const mounts = ids.length > 0 ? await docker('inspect', '--format', '{{json .Mounts}}', ...ids) : '';
      if (mounts.includes(`"${folder}"`)) found.push(`${folder} was mounted as ${kind} folder`);
      await app.run('deployments.remove', { id: deployment.id }, 60_000);
    }
    return brokenBy(found, 'none of three folders was mounted');
  },
};
