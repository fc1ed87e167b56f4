import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isNoLicence } from './no-licence.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-no-licence-'));
});
afterEach(() => rm(folder, { recursive: true }));

const judged = async (name: string, text: string): Promise<boolean> => {
  await writeFile(join(folder, name), text);
  return isNoLicence(join(folder, name));
};
const armour = (what: string): string => `-----BEGIN ${what}-----\nAAAA\n-----END ${what}-----\n`;

describe('what is brought as a licence', () => {
  it.each([
    ['id_ed25519', 'anything'],
    ['id_rsa', 'anything'],
    ['known_hosts', 'anything'],
    ['shadow', 'root:x:'],
    ['licence.lic', armour('OPENSSH PRIVATE KEY')],
    ['licence.json', armour('RSA PRIVATE KEY')],
    ['backup', armour('PRIVATE KEY')],
    ['keys', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@host\n'],
    ['putty', 'PuTTY-User-Key-File-3: ssh-ed25519'],
  ])('%s is known to be none', async (name, text) => {
    expect(await judged(name, text)).toBe(true);
  });

  it.each([
    ['licence.lic', '{"expiry":"2027-01-01"}'],
    ['certificate.pem', armour('CERTIFICATE')],
    ['blob', '\0\x01\x02'],
  ])('%s may be one', async (name, text) => {
    expect(await judged(name, text)).toBe(false);
  });

  it('what is behind a link is not looked at', async () => {
    await writeFile(join(folder, 'key'), armour('PRIVATE KEY'));
    await symlink(join(folder, 'key'), join(folder, 'link'));
    expect(await isNoLicence(join(folder, 'link'))).toBe(false);
  });
});
