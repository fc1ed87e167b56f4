// A session bus and a keyring of its own: this one is locked, which the others' must not be.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENDPOINT, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';

const resource = 'form-recognizer';
const run = promisify(execFile);
type StartKeyring = (dir: string, account: null) => Promise<{ busAddress: string; runtimeDir: string }>;

let dir = '';
let door: RealDoor;
/** As a desktop locks it: with the screen, or after a while. */
const lock = () =>
  run('dbus-send', [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets',
    'org.freedesktop.Secret.Service.Lock',
    'array:objpath:/org/freedesktop/secrets/collection/login',
  ]);
const status = async () => (await door.call('credentials.status')).find((one) => one.resource === resource);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dd-locked-'));
  await mkdir(join(dir, 'home'));
  // It ends with the tests' world.
  const script = join(import.meta.dirname, '../../scripts/world/keyring.mjs');
  const { startKeyring } = (await import(script)) as { startKeyring: StartKeyring };
  const { busAddress, runtimeDir } = await startKeyring(dir, null);
  // The keyring's library looks for the bus once in a process; each test file has its own.
  Object.assign(process.env, { DBUS_SESSION_BUS_ADDRESS: busAddress, XDG_RUNTIME_DIR: runtimeDir });
  door = await openRealDoor();
});
afterAll(async () => {
  await door.close();
});

it('a locked keyring is told as locked; nothing in it counts as forgotten, and logins do not end the process', async () => {
  const login = { host: 'mirror.example', username: 'operator' };
  await door.call('credentials.save', { resource, endpoint: ENDPOINT, key: newKey(), keep: 'keychain' });
  await door.call('images.setRegistryLogin', { ...login, password: 'let-me-in', keep: 'keychain' });
  await lock();
  expect(await status()).toMatchObject({ kept: null, unread: { code: 'keychain.refused' } });
  expect(await door.call('images.registryLogins')).toMatchObject({ logins: [], unread: { code: 'keychain.refused' } });
  const forgotten = await door.answerTo('credentials.forget', { resource });
  expect(forgotten).toMatchObject({ ok: false, failure: { code: 'keychain.not-forgotten' } });
  const replaced = { resource, endpoint: ENDPOINT, key: newKey(), keep: 'session' };
  expect(await door.answerTo('credentials.save', replaced)).toMatchObject({
    ok: false,
    failure: { code: 'keychain.old-stays' },
  });
  expect(await status()).toMatchObject({ kept: 'session', unread: null });
});
