import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Attack, brokenBy } from './attack.ts';
import { notGiven } from './given.ts';

/** A page brings a folder of private keys as a new licence. */
export const importedFolder: Attack = {
  id: 'E7',
  what: 'any folder is copied to where containers see it',
  quick: true,
  async play(field) {
    const app = await field.start();
    const deployment = await app.define();
    await app.licensed(deployment);
    const secret = `-----BEGIN OPENSSH PRIVATE KEY----- ${Math.random()}`;
    const path = await field.decoy('.ssh/id_ed25519', secret);
    await field.decoy('.ssh/known.lic', '{"expires":"2039-01-01"}');
    for (const folder of await notGiven(app, dirname(path), 'read-file'))
      await app.run('renewal.import', { deploymentId: deployment.id, image: 'layout', folder }, 30_000);
    const copies: string[] = [];
    for (const root of [field.profile.home, field.profile.data])
      for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) {
          const file = join(entry.parentPath, entry.name);
          if ((await readFile(file, 'latin1')).includes(secret)) copies.push(`copied to ${file.slice(root.length)}`);
        }
    return brokenBy(copies, 'no copy of the private key anywhere');
  },
};
