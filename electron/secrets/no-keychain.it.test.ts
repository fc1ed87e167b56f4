import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINT, newKey, openRealDoor, type RealDoor } from '../testing/real-door.ts';

const resource = 'form-recognizer';

// The keyring's library looks for the bus once in a process; each test file has its own.
process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${join(tmpdir(), 'drydock-no-such-bus')}`;
delete process.env['DISPLAY'];

describe('a computer without a keychain', () => {
  let door: RealDoor;
  beforeAll(async () => {
    door = await openRealDoor();
  });
  afterAll(() => door.close());

  it('is said to have none, with the reason, and in time', async () => {
    const startedAt = performance.now();
    const { available, detail } = await door.call('credentials.keychain');
    expect(available).toBe(false);
    expect(detail).toMatch(/connect/i);
    expect(performance.now() - startedAt).toBeLessThan(16_000);
  });

  it('cannot keep credentials, which is told, and nothing is kept elsewhere instead', async () => {
    const answer = await door.answerTo('credentials.save', {
      resource,
      endpoint: ENDPOINT,
      key: newKey(),
      keep: 'keychain',
    });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'keychain.unavailable' } });
    expect(await door.call('credentials.status')).toEqual([
      { resource: 'form-recognizer', kept: null, cloud: null, unread: null },
      { resource: 'computer-vision', kept: null, cloud: null, unread: null },
    ]);
  });

  it('keeps them for the session, and forgets them', async () => {
    await door.call('credentials.save', { resource, endpoint: ENDPOINT, key: newKey(), keep: 'session' });
    expect(await door.call('credentials.status')).toContainEqual({
      resource,
      kept: 'session',
      cloud: 'public',
      unread: null,
    });
    await door.call('credentials.forget', { resource });
    expect(await door.call('credentials.status')).toContainEqual({ resource, kept: null, cloud: null, unread: null });
  });

  it('keeps registry logins for the session, and lists them', async () => {
    const login = { host: 'registry.example', username: 'operator' };
    await door.call('images.setRegistryLogin', { ...login, password: 'let-me-in', keep: 'session' });
    expect(await door.call('images.registryLogins')).toEqual({ logins: [{ ...login, kept: 'session' }], unread: null });
    await door.call('images.forgetRegistryLogin', { host: login.host });
    expect(await door.call('images.registryLogins')).toEqual({ logins: [], unread: null });
  });
});
