// @ts-check
// FC_RUNS=2000 FC_SEED=7 npx vitest run --project unit: how often each property is tried that names no number of its own, and
// from which seed. Vitest loads this before each file of the unit tests where FC_RUNS is set.
import { configureGlobal } from 'fast-check';

const { FC_RUNS, FC_SEED } = process.env;
configureGlobal({ numRuns: Number(FC_RUNS), ...(FC_SEED ? { seed: Number(FC_SEED) } : {}) });
