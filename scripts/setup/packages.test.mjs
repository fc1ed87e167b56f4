// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled } from './packages.mjs';

const pinned = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.2.3', integrity: 'sha512-a' },
  'node_modules/for-windows': { version: '1.0.0', integrity: 'sha512-w', optional: true },
  'node_modules/own': { resolved: 'own', link: true },
};

describe('the npm packages', () => {
  /** @type {string} */
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packages-'));
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: pinned }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** @param {unknown} packages */
  const install = (packages) =>
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  const { 'node_modules/a': a, 'node_modules/own': own } = pinned;

  it('that an npm install put there are taken as they are, without those of other systems', () => {
    install({ 'node_modules/a': a, 'node_modules/own': own });
    expect(isInstalled(folder)).toBe(true);
  });

  it.each([
    ['none are there', undefined],
    ['one is missing', { 'node_modules/own': own }],
    ['one is of another version', { 'node_modules/a': { ...a, version: '1.2.4' }, 'node_modules/own': own }],
    ['one has other content', { 'node_modules/a': { ...a, integrity: 'sha512-b' }, 'node_modules/own': own }],
    ['a workspace is not linked', { 'node_modules/a': a }],
  ])('are installed where %s', (_, packages) => {
    if (packages) install(packages);
    expect(isInstalled(folder)).toBe(false);
  });
});
