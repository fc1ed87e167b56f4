import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { expect, test } from '../fixtures/test.ts';
import { Wizard } from '../pages/wizard.ts';

const WELCOME = 'Read invoices, receipts and IDs on a computer that is never online';

test('a page that was taken over sends no datagram by a peer connection', async ({ opened }) => {
  await new Wizard(opened.window).heading(WELCOME).waitFor();
  const listener = createSocket('udp4');
  const heard: string[] = [];
  listener.on('message', (message) => heard.push(message.toString('latin1')));
  await new Promise<void>((resolve) => listener.bind(0, '0.0.0.0', resolve));
  try {
    const { port } = listener.address();
    const hosts = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).flatMap(({ address, family }) => (family === 'IPv4' ? [address] : [])),
    );
    // The listener hears what is sent to it by anyone else.
    const voice = createSocket('udp4');
    await new Promise((resolve) => voice.send('hello', port, '127.0.0.1', resolve));
    voice.close();
    await expect.poll(() => heard).toEqual(['hello']);
    const state = await opened.window.evaluate(
      async (urls) => {
        const connection = new RTCPeerConnection({
          iceServers: urls.map((url) => ({ urls: url, username: 'words-of-the-page', credential: 'x' })),
        });
        connection.createDataChannel('out');
        await connection.setLocalDescription(await connection.createOffer());
        await new Promise<void>((resolve) => {
          const look = (): void => {
            if (connection.iceGatheringState === 'complete') resolve();
          };
          connection.addEventListener('icegatheringstatechange', look);
          look();
          setTimeout(resolve, 10_000);
        });
        return connection.iceGatheringState;
      },
      hosts.flatMap((host) => [`stun:${host}:${port}`, `turn:${host}:${port}?transport=udp`]),
    );
    expect(state).toBe('complete');
    expect(heard).toEqual(['hello']);
  } finally {
    listener.close();
  }
});

test('a page that looks is granted nothing but to copy', async ({ opened }) => {
  await new Wizard(opened.window).heading(WELCOME).waitFor();
  const states = await opened.window.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'clipboard-write'];
    const all = await Promise.all(
      names.map(async (name) => [name, (await navigator.permissions.query({ name: name as PermissionName })).state]),
    );
    return Object.fromEntries(all) as Record<string, string>;
  });
  const { 'clipboard-write': copy, ...others } = states;
  expect(copy).toBe('granted');
  for (const [name, state] of Object.entries(others)) expect([name, state]).not.toEqual([name, 'granted']);
});

test('every answer of the app’s own protocol carries the policy', async ({ opened }) => {
  await new Wizard(opened.window).heading(WELCOME).waitFor();
  const policies = await opened.window.evaluate(async () => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const urls = [
      'app://drydock/',
      'app://drydock/none.js',
      'app://drydock/none',
      ...loaded.filter((one) => one.startsWith('app:')),
    ];
    return Promise.all(
      urls.map(async (url) => [url, (await fetch(url)).headers.get('content-security-policy')?.split(';')[0] ?? null]),
    );
  });
  expect(policies.some(([url]) => url?.endsWith('.js'))).toBe(true);
  expect(policies.filter(([, policy]) => policy !== "default-src 'none'")).toEqual([]);
});
