// @ts-check
// npm start [-- ARGUMENTS]: sets up what is missing, builds what changed, and opens the app.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron, launchArguments } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { main, NeedsAHand, root } from './setup/run.mjs';
import { ensureSystem, windowNeeds } from './setup/system.mjs';

await main(async () => {
  await ensurePackages();
  await ensureSystem(windowNeeds);
  const electron = await ensureElectron();
  await ensureBuilt();
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    throw new NeedsAHand(
      'There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it in a desktop session.',
    );
  const child = spawn(electron.executable, [...launchArguments(root), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
});
