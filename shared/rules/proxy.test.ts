import { expect, it } from 'vitest';
import { checkProxyAddress, isLoopback, noProxyWith } from './proxy.ts';

it.each([
  ['proxy.example:3128', { ok: true, address: 'http://proxy.example:3128' }],
  [' http://10.0.0.8:8080/ ', { ok: true, address: 'http://10.0.0.8:8080' }],
  ['https://proxy.example', { ok: true, address: 'https://proxy.example' }],
  ['http://ann:secret@proxy.example:3128', { ok: false, reason: 'has-login' }],
  ['', { ok: false, reason: 'empty' }],
  ['socks5://proxy:1080', { ok: false, reason: 'malformed' }],
  ['proxy example', { ok: false, reason: 'malformed' }],
  ['http://proxy:3128/path', { ok: false, reason: 'malformed' }],
])('%s as a proxy: %j', (text, verdict) => {
  expect(checkProxyAddress(text)).toEqual(verdict);
});

it.each([
  ['http://127.0.0.1:3128', true],
  ['localhost:3128', true],
  ['http://[::1]:3128', true],
  ['http://ann:x@127.1.2.3:3128', true],
  ['http://172.17.0.1:3128', false],
  ['http://localhost.example:3128', false],
])('%s leads back to the container itself: %s', (address, loopback) => {
  expect(isLoopback(address)).toBe(loopback);
});

it.each([
  [null, 'localhost,127.0.0.1,::1'],
  ['', 'localhost,127.0.0.1,::1'],
  ['.plant.example, localhost', '.plant.example,localhost,127.0.0.1,::1'],
])('%s is left out of the proxy with the container itself', (given, whole) => {
  expect(noProxyWith(given)).toBe(whole);
});
