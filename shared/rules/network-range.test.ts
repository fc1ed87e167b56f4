import { expect, it } from 'vitest';
import { isNetworkRange } from './network-range.ts';

it.each([
  ['10.213.0.0/16', true],
  ['192.168.7.0/24', true],
  ['10.0.0.0/8', true],
  ['100.64.0.0/10', true],
  ['10.213.0.1/16', false],
  ['10.213.0.0/25', false],
  ['0.0.0.0/8', false],
  ['127.0.0.0/16', false],
  ['224.0.0.0/8', false],
  ['10.256.0.0/16', false],
  ['10.213.0.0', false],
  ['fd00::/16', false],
  ['', false],
])('%s as the range of sealed networks: %s', (text, is) => {
  expect(isNetworkRange(text)).toBe(is);
});
