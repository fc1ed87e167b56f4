// @ts-check
// A session bus of its own with an unlocked keyring on it. The user's own keyring is never touched.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asAccount } from './account.mjs';
import { startPart, waitFor } from './processes.mjs';

const run = promisify(execFile);

/**
 * Starts the bus and the keyring; returns once the keyring's own default collection is there and unlocked.
 * @param {string} dir  the world's folder
 * @param {import('./account.mjs').Account | null} account  whose keyring it is
 * @returns {Promise<{ busAddress: string, runtimeDir: string }>}
 */
export async function startKeyring(dir, account) {
  const home = join(dir, 'home');
  const runtimeDir = join(dir, 'run');
  mkdirSync(runtimeDir, { mode: 0o700, recursive: true });
  const busAddress = `unix:path=${join(runtimeDir, 'bus')}`;
  const env = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: runtimeDir,
    XDG_DATA_HOME: join(home, '.local/share'),
    DBUS_SESSION_BUS_ADDRESS: busAddress,
  };
  const configPath = join(dir, 'dbus.conf');
  writeFileSync(configPath, busConfig(busAddress));
  const bus = startPart(dir, 'dbus', 'dbus-daemon', [`--config-file=${configPath}`, '--nofork', '--nopidfile'], {
    env,
    account,
  });
  await waitFor(
    () => {
      if (!bus.alive()) throw new Error(`The session bus stopped at once:\n${bus.logTail()}`);
      return existsSync(join(runtimeDir, 'bus'));
    },
    { timeoutMs: 10_000, otherwise: () => `The session bus did not start within 10 s:\n${bus.logTail()}` },
  );
  const keyring = startPart(
    dir,
    'keyring',
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets', `--control-directory=${join(runtimeDir, 'keyring')}`],
    { env, input: 'drydock-test', account },
  );
  let last = '';
  await waitFor(
    async () => {
      if (!keyring.alive()) throw new Error(`The keyring stopped at once:\n${keyring.logTail()}`);
      const [program = '', ...args] = account ? asAccount(account, question) : question;
      const answer = await run(program, args, { env }).catch((error) => ({ stdout: String(error) }));
      last = answer.stdout;
      return last.includes('boolean false');
    },
    { timeoutMs: 20_000, otherwise: () => `The keyring was not unlocked within 20 s: ${last}\n${keyring.logTail()}` },
  );
  return { busAddress, runtimeDir };
}

/**
 * A session bus that starts nothing by itself: the desktop's configuration would start a second, locked keyring for
 * whoever asks first.
 * @param {string} address
 */
const busConfig = (address) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

const question = [
  'dbus-send',
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets/aliases/default',
  'org.freedesktop.DBus.Properties.Get',
  'string:org.freedesktop.Secret.Collection',
  'string:Locked',
];
