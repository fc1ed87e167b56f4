import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINT, fromWorld, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { createKeychain, loadKeytar } from './keychain.ts';

const resource = 'form-recognizer';

describe('credentials in a real keyring', () => {
  let door: RealDoor;
  const key = newKey();
  const keychain = createKeychain({ load: loadKeytar, limitMs: 10_000 });
  const status = async (of = door) => (await of.call('credentials.status')).find((one) => one.resource === resource);

  beforeAll(async () => {
    fromWorld('DBUS_SESSION_BUS_ADDRESS');
    door = await openRealDoor();
  });
  afterEach(async () => {
    await door.call('credentials.forget', { resource });
  });
  afterAll(() => door.close());

  it('the keyring is tried with an entry of its own, of which nothing stays', async () => {
    expect(await door.call('credentials.keychain')).toEqual({ available: true, detail: null });
    const { findCredentials } = (await import('keytar')).default;
    expect((await findCredentials('Drydock')).filter(({ account }) => account.startsWith('check '))).toEqual([]);
  });

  it('are kept for the next start of the app, and are told of without being shown', async () => {
    await door.call('credentials.save', { resource, endpoint: ENDPOINT, key, keep: 'keychain' });
    expect(await status()).toEqual({ resource, kept: 'keychain', cloud: 'public', unread: null });
    const next = await openRealDoor();
    try {
      expect(await status(next)).toEqual({ resource, kept: 'keychain', cloud: 'public', unread: null });
      expect(JSON.stringify(next.pushes)).not.toContain(key);
    } finally {
      await next.close();
    }
  });

  it('are in the keyring alone, and in no file of the app', async () => {
    await door.call('credentials.save', { resource, endpoint: ENDPOINT, key, keep: 'keychain' });
    expect(await keychain.read(`resource ${resource}`)).toContain(key);
    const files = (await readdir(door.root, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
    expect(texts.filter((text) => text.includes(key))).toEqual([]);
  });

  it('kept for the session take those in the keyring away, and end with the app', async () => {
    await door.call('credentials.save', { resource, endpoint: ENDPOINT, key, keep: 'keychain' });
    await door.call('credentials.save', { resource, endpoint: ENDPOINT, key: newKey(), keep: 'session' });
    expect((await status())?.kept).toBe('session');
    const next = await openRealDoor();
    expect((await status(next))?.kept).toBeNull();
    await next.close();
    expect(await keychain.read(`resource ${resource}`)).toBeNull();
  });

  it('are gone for every later start once they are forgotten', async () => {
    await door.call('credentials.save', { resource, endpoint: ENDPOINT, key, keep: 'keychain' });
    await door.call('credentials.forget', { resource });
    expect(await status()).toEqual({ resource, kept: null, cloud: null, unread: null });
    expect(await keychain.read(`resource ${resource}`)).toBeNull();
    const next = await openRealDoor();
    expect((await status(next))?.kept).toBeNull();
    await next.close();
  });

  it('nothing to forget is no failure', async () => {
    expect(await door.answerTo('credentials.forget', { resource })).toMatchObject({ ok: true });
  });

  it('keep what is not ASCII, and long, as it is', async () => {
    const text = `ключ — 鍵 — ${'x'.repeat(4000)}`;
    await keychain.write('drydock test', text);
    expect(await keychain.read('drydock test')).toBe(text);
    expect(await keychain.remove('drydock test')).toBe(true);
  });
});
