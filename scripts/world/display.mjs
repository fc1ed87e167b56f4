// @ts-check
// A screen that nobody sees.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPart, waitFor } from './processes.mjs';

/**
 * Starts Xvfb on a display that it finds free itself; the display as `:number`.
 * @param {string} dir  the world's folder
 * @param {import('./account.mjs').Account | null} account  whose screen it is
 */
export async function startDisplay(dir, account) {
  const numberPath = join(dir, 'tmp', 'display');
  const screen = '-screen 0 1600x1000x24 -nolisten tcp -ac -dpi 96';
  // Xvfb writes the number that it took to a file descriptor: the shell makes that a file.
  const part = startPart(dir, 'xvfb', 'sh', ['-c', `exec Xvfb -displayfd 3 ${screen} 3>"$0"`, numberPath], { account });
  const number = await waitFor(
    () => {
      if (!part.alive()) throw new Error(`Xvfb stopped at once:\n${part.logTail()}`);
      return displayNumber(numberPath);
    },
    { timeoutMs: 20_000, otherwise: () => `Xvfb did not start within 20 s:\n${part.logTail()}` },
  );
  return `:${number}`;
}

/** @param {string} path */
function displayNumber(path) {
  try {
    return /^(\d+)\n/.exec(readFileSync(path, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
