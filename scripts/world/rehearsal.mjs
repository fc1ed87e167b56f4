// @ts-check
// The rehearsal engine as the app ships it, bundled, on a socket of its own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './account.mjs';
import { answering } from './grip.mjs';
import { startPart } from './processes.mjs';

/**
 * Bundles and starts the engine; its socket, once it answers. Fails with the end of its log.
 * @param {string} dir  the world's folder
 * @param {import('./account.mjs').Account | null} account  who runs it
 * @returns {Promise<{ socketPath: string }>}
 */
export async function startRehearsal(dir, account) {
  // Imported here: it needs packages that the other parts do without.
  const { bundleEngine, bundleService } = await import('form-recognizer-rehearsal/bundle');
  const folder = join(dir, 'rehearsal');
  mkdirSync(folder, { recursive: true });
  const engine = await bundleEngine(join(folder, 'bundle'));
  const service = await bundleService(join(folder, 'bundle/service'));
  if (account) giveTo(account, [folder]);
  const socketPath = join(folder, 'engine.sock');
  const home = join(folder, 'home');
  const args = [engine, '--keep', '--socket', socketPath, '--home', home, '--service', service];
  const part = startPart(dir, 'rehearsal', process.execPath, args, { account });
  await answering({ what: 'The rehearsal engine', socketPath, part, timeoutMs: 20_000 });
  return { socketPath };
}
