// Makes a data folder with deployments that were used for years, for a look at the usage pages without waiting so long:
// npx tsx scripts/make-history.ts --out DIR [--years 2] [--deployments 3] [--meters 1] [--seed 1] [--until 2026-11-24]
// then: npm start -- --user-data-dir=DIR
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeHistory } from '../electron/testing/made-history.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    years: { type: 'string', default: '2' },
    deployments: { type: 'string', default: '3' },
    meters: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    until: { type: 'string', default: new Date().toISOString() },
  },
});
if (!values.out) throw new Error('--out DIR is missing: an empty folder, which becomes the app’s data folder');
const out = resolve(values.out);
const made = await makeHistory(out, {
  seed: Number(values.seed),
  until: new Date(values.until),
  years: Number(values.years),
  deployments: Number(values.deployments),
  meters: Number(values.meters),
});
console.log(`${made.length} deployments, ${values.years} years, in ${out}`);
