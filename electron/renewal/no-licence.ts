import { basename } from 'node:path';
import { readRegular } from '../files/write-new.ts';

const LOOK_BYTES = 64 * 1024;

/** What the format of a licence is, only its vendor knows. What these are is known, and they are secrets of something else. */
const NAMES =
  /^(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?:\.pub)?|authorized_keys2?|known_hosts(?:\.old)?|shadow-?|passwd-?)$/i;
const CONTENT =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File-|^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+) AAAA/m;

/** Whether a file is known to be no licence: a private key, or a file of accounts and logins. */
export async function isNoLicence(path: string): Promise<boolean> {
  if (NAMES.test(basename(path))) return true;
  const text = await readRegular(path, LOOK_BYTES).catch(() => null); // what cannot be read fails when it is copied
  return text !== null && CONTENT.test(text);
}
