// Drives the real app through the whole job by itself and pictures every screen. Started by scripts/tour.mjs, which sets
// up the world: `--out DIR`, `--engine NAME`, `--size 1280x800`, `--zoom 2`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeHistory } from '../../electron/testing/made-history.ts';
import { type LaunchOptions, openProfile, type Profile } from '../fixtures/drydock.ts';
import { emptyEngine, emptyKeyring } from '../fixtures/world.ts';
import { Wizard } from '../pages/wizard.ts';
import { openAlbum } from './album.ts';
import { job, rest } from './job.ts';
import { renewal } from './renewal.ts';
import type { Tour } from './tour.ts';
import { workbench } from './workbench.ts';
import { years } from './years.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    engine: { type: 'string', default: 'docker' },
    size: { type: 'string', default: '1280x800' },
    zoom: { type: 'string', default: '1' },
  },
});
if (!values.out) throw new Error('--out DIR is missing');
const out = resolve(values.out);
const [width = 1280, height = 800] = values.size.split('x').map(Number);

const rehearsal = values.engine === 'rehearsal';
const clear = async (): Promise<void> => {
  if (!rehearsal) await emptyEngine();
  await emptyKeyring();
};

await mkdir(out, { recursive: true });
const album = openAlbum(out);
let electron = '';
let failed = false;

await clear();
// A machine without an engine, which is what the rehearsal is for.
await chapter(rehearsal ? 'none' : 'own', async (tour) => {
  await job(tour);
  await workbench(tour);
  await renewal(tour);
  await rest(tour);
});
await clear();
await chapter(
  'none',
  years,
  async ({ data }) =>
    void (await makeHistory(data, { seed: 1, until: new Date(), years: 2, deployments: 3, meters: 1 })),
);

await writeFile(
  join(out, 'report.json'),
  `${JSON.stringify({ engine: values.engine, electron, steps: album.steps }, null, 2)}\n`,
);
process.exitCode = failed ? 1 : 0;

/** A part of the tour in an app and profile of its own; one that fails does not keep the others from being seen. */
async function chapter(
  engine: 'own' | 'none',
  walk: (tour: Tour) => Promise<void>,
  before: (profile: Profile) => Promise<void> = async () => undefined,
): Promise<void> {
  const profile = await openProfile();
  try {
    await before(profile);
    const options: LaunchOptions = {
      size: { width, height },
      zoom: Number(values.zoom),
      ...(engine === 'none' ? { env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } } : {}),
    };
    const { app, window: page } = await profile.launch(options);
    electron = await app.evaluate(() => process.versions.electron);
    const { step, picture } = album.of({ page, zoomed: values.zoom === '1' ? null : app });
    await walk({ page, wizard: new Wizard(page), step, picture, rehearsal, folder: profile.folder });
  } catch (error) {
    failed = true;
    console.error(error);
  } finally {
    await profile.close();
  }
}
