// @ts-check
// The ordinary user that the tests run as. The account exists in the world's own mount namespace only: nothing is written to
// this machine's list of accounts.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, uid: number, gid: number, docker: number, env: Record<string, string> }} Account */

const NAME = 'operator-test';
const FIRST_UID = 2001;

/**
 * Makes the account, with a home and a runtime folder of its own, in group docker, and with ranges for rootless engines.
 * @param {string} dir  the world's folder
 * @param {readonly string[]} [roots]  folders of other systems whose engines are to know it as well
 * @returns {Account}
 */
export function makeAccount(dir, roots = []) {
  chmodSync(dir, 0o755);
  const passwd = readFileSync('/etc/passwd', 'utf8');
  const group = readFileSync('/etc/group', 'utf8');
  const taken = new Set(`${passwd}\n${group}`.split('\n').map((line) => Number(line.split(':')[2])));
  let uid = FIRST_UID;
  while (taken.has(uid)) uid++;
  const known = /^docker:[^:]*:(\d+):/m.exec(group)?.[1];
  const docker = known ? Number(known) : uid + 1;
  const home = join(dir, 'home');
  const runtime = join(dir, 'run');
  mkdirSync(runtime, { recursive: true });
  chmodSync(runtime, 0o700);
  lchownSync(runtime, uid, uid);
  const others = group.split('\n').filter((line) => !line.startsWith('docker:'));
  // biome-ignore format: one file a line
  const files = {
    passwd: `${passwd.trimEnd()}\n${NAME}:x:${uid}:${uid}::${home}:/bin/bash\n`,
    group: `${others.join('\n').trimEnd()}\ndocker:x:${docker}:${NAME}\n${NAME}:x:${uid}:\n`,
    subuid: `${NAME}:1000000:65536\n`,
    subgid: `${NAME}:1000000:65536\n`,
  };
  mkdirSync(join(dir, 'etc'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = join(dir, 'etc', name);
    writeFileSync(file, text, { mode: 0o644 });
    // No rootless engine on this machine where a list of ranges is missing.
    for (const place of ['/', ...roots].map((root) => join(root, 'etc', name)))
      if (existsSync(place)) execFileSync('mount', ['--bind', file, place]);
  }
  const env = { HOME: home, USER: NAME, LOGNAME: NAME, XDG_RUNTIME_DIR: runtime };
  return { name: NAME, uid, gid: uid, docker, env };
}

/**
 * The command line that runs a command as the account, with its groups.
 * @param {Account} account
 * @param {readonly string[]} command
 */
export const asAccount = ({ uid, gid }, command) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--init-groups',
  '--',
  ...command,
];

/**
 * Makes the account the owner of folders and all that is in them.
 * @param {Account} account
 * @param {readonly string[]} folders
 */
export const giveTo = ({ uid, gid }, folders) => {
  for (const folder of folders) own(folder, uid, gid);
};

/** Makes the one who started the world their owner again. @param {readonly string[]} folders */
export const giveBack = (folders) => {
  for (const folder of folders) own(folder, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
};

/** @param {string} path @param {number} uid @param {number} gid */
function own(path, uid, gid) {
  lchownSync(path, uid, gid);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid, gid);
}
