// @ts-check
// npm run package [-- --out DIR]: the unpacked app for Linux in release/linux-unpacked, made without a network.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { main, NeedsAHand, packageProgram, root, run, say } from './setup/run.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'release') } } });
  if (process.platform !== 'linux')
    throw new NeedsAHand(
      'On this system run "npx electron-builder": it makes the installers that electron-builder.yml names.',
    );
  await ensurePackages();
  const electron = await ensureElectron();
  await ensureBuilt();
  const work = mkdtempSync(join(tmpdir(), 'drydock-package-'));
  try {
    // A copy of the runtime as the app ships it: without the default app, which opens whatever folder it is given.
    const dist = join(work, 'electron');
    cpSync(electron.dist, dist, { recursive: true });
    rmSync(join(dist, 'resources/default_app.asar'), { recursive: true, force: true });
    say('Packaging (electron-builder, unpacked)');
    const out = resolve(values.out);
    const settings = [`electronDist=${dist}`, `electronVersion=${electron.version}`, `directories.output=${out}`];
    await run(packageProgram('electron-builder'), ['--linux', 'dir', ...settings.map((one) => `--config.${one}`)], {
      env: { ...process.env, ELECTRON_BUILDER_OFFLINE: 'true' },
    });
    console.log(join(out, 'linux-unpacked', 'drydock'));
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
