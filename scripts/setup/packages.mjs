// @ts-check
// The npm packages, as package-lock.json pins them. Runs before any of them can be imported.
import { join } from 'node:path';
import { root, run, say } from './run.mjs';
import { digestOf, stampSays, writeStamp } from './stamp.mjs';

/** Installs the packages where they are not, or are of another lock file. Fails with what npm said. */
export async function ensurePackages() {
  const digest = digestOf(root, ['package-lock.json']);
  const stamp = join(root, 'node_modules/.drydock-packages');
  if (stampSays(stamp, digest)) return;
  say('Installing the npm packages (npm ci)');
  await run('npm', ['ci', '--no-audit', '--no-fund'], { env: withoutDownload() });
  writeStamp(stamp, digest);
}

/** The Electron runtime is found by `electron.mjs`, which knows where else to look. */
function withoutDownload() {
  return {
    ...process.env,
    npm_config_loglevel: 'error',
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
}
