import { expect, it } from 'vitest';
import { foreignPlatform } from './platform.ts';

it.each([
  ['linux', 'amd64', null],
  ['linux', 'x86_64', null],
  ['', '', null],
  ['linux', '', null],
  ['linux', 'arm64', 'linux/arm64'],
  ['', 'arm64', 'linux/arm64'],
  ['windows', 'amd64', 'windows/amd64'],
])('an image for %s on %s is foreign: %s', (os, architecture, foreign) => {
  expect(foreignPlatform({ os, architecture })).toBe(foreign);
});
