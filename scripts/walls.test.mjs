// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** A forbidden import per wall: [file that would break it, import]. */
const BREACHES = [
  ['shared/rules/planted.ts', 'node:fs'],
  ['shared/rules/planted.ts', '#electron/docker/types.ts'],
  ['shared/rules/planted.ts', 'react'],
  ['electron/license/planted.ts', 'dockerode'],
  ['electron/license/planted.ts', 'keytar'],
  ['electron/license/planted.ts', 'electron'],
  ['electron/docker/planted.ts', '#renderer/door/bridge.ts'],
  ['electron/secrets/planted.ts', 'dockerode'],
  ['electron/license/planted.ts', 'node-sqlite3-wasm'],
  ['electron/usage/planted.ts', '#renderer/door/bridge.ts'],
  ['shared/rules/planted.ts', 'node-sqlite3-wasm'],
  ['renderer/usage/planted.ts', 'node-sqlite3-wasm'],
  ['renderer/steps/pull/planted.ts', 'dockerode'],
  ['renderer/steps/pull/planted.ts', '../run/run-page.tsx'],
  ['renderer/steps/pull/planted.ts', '#electron/docker/types.ts'],
  ['renderer/ui/planted.ts', '../steps/run/run-page.tsx'],
  ['renderer/door/planted.ts', 'node:fs'],
  ['renderer/door/planted.ts', '../ui/copy.tsx'],
  ['renderer/ui/planted.ts', '../result/result-viewer.tsx'],
  ['renderer/files/planted.ts', '../ui/copy.tsx'],
  ['renderer/result/planted.ts', '../batch/batch-page.tsx'],
  ['renderer/result/panel/planted.ts', '../../usage/model/scene.ts'],
  ['renderer/result/panel/save/planted.ts', '../../../steps/run/run-page.tsx'],
  ['renderer/result/model/planted.ts', 'react'],
  ['renderer/usage/planted.ts', '../result/result-viewer.tsx'],
  ['renderer/usage/model/planted.ts', '@mantine/core'],
  ['renderer/usage/model/planted.ts', '../../door/bridge.ts'],
  ['renderer/compare/planted.ts', '../batch/use-rows.ts'],
  ['renderer/deployment/planted.ts', '../tasks/phases.tsx'],
  ['renderer/evidence/planted.ts', '../usage/usage-board.tsx'],
  ['rehearsal/service/planted.ts', '#shared/domain/catalogue.ts'],
  ['rehearsal/service/planted.test.ts', '../../shared/domain/catalogue.ts'],
  ['rehearsal/engine/planted.ts', 'electron'],
  ['electron/license/planted.ts', 'form-recognizer-rehearsal/reader'],
  ['renderer/ui/planted.ts', 'form-recognizer-rehearsal/reader'],
  ['e2e/planted.ts', '../rehearsal/testing/drawn.ts'],
  ['scripts/planted.mjs', '../rehearsal/image/bundle.mjs'],
];

const ALLOWED = [
  ['electron/docker/planted.ts', 'dockerode'],
  ['electron/secrets/planted.ts', 'keytar'],
  ['electron/usage/planted.ts', 'node-sqlite3-wasm'],
  ['electron/app/planted.ts', 'electron'],
  ['renderer/steps/pull/planted.ts', '../../ui/copy.tsx'],
  ['renderer/steps/pull/planted.ts', '../../tasks/phases.tsx'],
  ['renderer/batch/document/planted.ts', '../../result/result-viewer.tsx'],
  ['renderer/usage/planted.ts', '../evidence/evidence-button.tsx'],
  ['e2e/planted.ts', 'form-recognizer-rehearsal/testing/drawn'],
];

/** @typedef {{ category: string, location: { path: string | { file: string } } }} Diagnostic */

/** A copy of the linter's configuration with every import planted in a file of its own: no file of the project is touched. */
let folder = '';
/** @type {Set<string>} */
let refused = new Set();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-walls-'));
  copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  for (const [file = '', specifier = ''] of [...BREACHES, ...ALLOWED]) {
    const path = join(folder, plantedAt(file, specifier));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import * as planted from '${specifier}';\n\nexport const used = planted;\n`);
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const flags = [
    '--vcs-enabled=false',
    '--reporter=json',
    '--max-diagnostics=none',
    '--only=style/noRestrictedImports',
  ];
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', ...flags, '.'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = /** @type {{ diagnostics: Diagnostic[] }} */ (JSON.parse(stdout));
  refused = new Set(
    diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location: { path } }) => (typeof path === 'string' ? path : path.file).replace(/^\.\//, '')),
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The file of a planted import; the same file for each would hold several. @param {string} file @param {string} specifier */
const plantedAt = (file, specifier) =>
  file.replace('planted.', `planted-${createHash('sha256').update(specifier).digest('hex').slice(0, 8)}.`);

describe('import walls', () => {
  it.each(BREACHES)('%s may not import %s', (file, specifier) => {
    expect(refused).toContain(plantedAt(file, specifier));
  });

  it.each(ALLOWED)('%s may import %s', (file, specifier) => {
    expect(refused).not.toContain(plantedAt(file, specifier));
  });
});
