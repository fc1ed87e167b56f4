// @ts-check
// npm run tour -- --out DIR [--engine docker|rehearsal] [--size 1280x800] [--zoom 2]: the real app drives itself through the whole job, with
// a picture of every screen in light and dark and a report of the steps.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { isRoot, main, NeedsAHand } from './setup/run.mjs';
import { ensureSystem, screenNeeds, testNeeds } from './setup/system.mjs';
import { allParts, runInWorld } from './world/enter.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      engine: { type: 'string', default: 'docker' },
      size: { type: 'string' },
      zoom: { type: 'string' },
    },
  });
  if (!values.out) throw new NeedsAHand('Say where the pictures go: npm run tour -- --out DIR');
  const rehearsal = values.engine === 'rehearsal';
  if (values.engine !== 'docker' && !rehearsal)
    throw new NeedsAHand(`There is no tour on "${values.engine}" yet; there is "docker" and "rehearsal".`);
  if (!isRoot && !rehearsal)
    throw new NeedsAHand('The tour starts a private Docker engine, which needs root: sudo npm run tour -- --out DIR');
  await ensurePackages();
  await ensureSystem(rehearsal ? screenNeeds : testNeeds);
  const electron = await ensureElectron();
  await ensureBuilt();
  const out = resolve(values.out);
  const size = values.size ? ['--size', values.size] : [];
  const zoom = values.zoom ? ['--zoom', values.zoom] : [];
  const command = ['--import', 'tsx', 'e2e/tour/main.ts', '--out', out, '--engine', values.engine, ...size, ...zoom];
  return runInWorld(
    {
      parts: rehearsal ? ['display', 'keyring'] : allParts.filter((part) => part !== 'podman' && part !== 'rehearsal'),
      writable: [out],
      visible: [electron.dist, out],
    },
    [process.execPath, ...command],
    { env: { ...process.env, DRYDOCK_TEST_ELECTRON: electron.executable } },
  );
});
