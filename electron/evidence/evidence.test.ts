import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '#shared/domain/grant.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { INVOICES } from '#shared/testing/deployment.ts';
import { numberOf } from '#shared/testing/made-up.ts';
import { en } from '#shared/words/en.ts';
import { openGrants } from '../grants/testing/allow.ts';
import { type EvidenceNeeds, serveEvidence } from './handlers.ts';
import { evidenceFacts, readingsOf } from './testing/facts.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-evidence-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const made = evidenceFacts();
const [one] = made.deployments;
const readings = readingsOf([5, 6, 7, 8], numberOf('2026-01-30'));

function serve(change: Partial<EvidenceNeeds> = {}) {
  const { grants, give } = openGrants();
  const noEngine = async (): Promise<never> => {
    throw new Foreseen('engine.lost', {});
  };
  const handlers = serveEvidence({
    grants,
    deployment: () => INVOICES,
    book: async () => one?.book ?? Promise.reject(new Error('no book')),
    readings: async (_id, from, to) => readings.filter(({ readAt }) => readAt >= from && readAt <= to),
    commitments: () => made.commitments.map(({ commitment }) => commitment),
    jumps: () => [],
    licence: async () => one?.parts[0]?.licence ?? Promise.reject(new Error('no licence')),
    engine: noEngine,
    world: noEngine,
    version: '1.0.0',
    rehearsal: false,
    words: () => en,
    fontsFolder: join(import.meta.dirname, '../../node_modules/pdfjs-dist/standard_fonts'),
    now: () => new Date(made.madeAt),
    ...change,
  });
  const phases: string[] = [];
  const context = {
    signal: new AbortController().signal,
    report: ({ phases: all }: { phases: readonly { name: string; state: string }[] }) =>
      phases.push(...all.filter(({ state }) => state === 'running').map(({ name }) => name)),
    log: () => undefined,
    leave: () => undefined,
  };
  const makeInto = (period: { from: string; to: string }, file: Grant) =>
    handlers.make({ deploymentIds: ['invoices'], file, ...period }, context);
  const make = async (period: { from: string; to: string }, path = join(folder, 'report.pdf')) =>
    makeInto(period, await give('write-file-once', path));
  return { make, makeInto, give, phases };
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Foreseen ? error.code : error),
  );

describe('making the evidence report', () => {
  it('writes it whole, with the readings of the period and the last before it, though no engine answers', async () => {
    const { make, phases } = serve();
    const done = await make({ from: '2026-01-31', to: '2026-02-01' });
    expect(done).toMatchObject({ path: join(folder, 'report.pdf'), readings: 3 });
    expect(phases).toEqual(['evidence-read', 'evidence-draw', 'evidence-write']);
    const bytes = await readFile(done.path);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await readdir(folder)).toEqual(['report.pdf']);
  });

  it('can be checked with poppler’s pdfdetach, where it is installed, as it says', async () => {
    const { sha256, path } = await serve().make({ from: '2026-01-01', to: '2026-02-28' });
    const run = promisify(execFile);
    const here = await run('pdfdetach', ['-v']).then(
      () => true,
      () => false,
    );
    if (here) {
      await run('pdfdetach', ['-saveall', '-o', folder, path]);
      const taken = await readFile(join(folder, 'readings.jsonl'));
      expect(createHash('sha256').update(taken).digest('hex')).toBe(sha256);
    }
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['before the first reading', { from: '2025-01-01', to: '2025-12-31' }],
    ['after the last reading', { from: '2026-03-01', to: '2026-03-31' }],
    ['that ends before it begins', { from: '2026-02-02', to: '2026-02-01' }],
  ])('of a period %s is refused', async (_what, period) => {
    expect(await failureOf(serve().make(period))).toBe('evidence.no-readings');
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to no place that the operator did not give, and to one that was given once', async () => {
    const { makeInto, give } = serve();
    const period = { from: '2026-01-01', to: '2026-02-28' };
    const decoy = join(folder, '.bashrc');
    await writeFile(decoy, 'mine');
    expect(await failureOf(makeInto(period, { id: 'made-up', path: decoy }))).toBe('grant.unknown');
    const file = await give('write-file-once', join(folder, 'report.pdf'));
    await makeInto(period, { ...file, path: decoy });
    expect(await failureOf(makeInto(period, file))).toBe('grant.unknown');
    expect(await failureOf(makeInto(period, await give('read-file', decoy)))).toBe('grant.unknown');
    expect(await readFile(decoy, 'utf8')).toBe('mine');
    expect((await readdir(folder)).toSorted()).toEqual(['.bashrc', 'report.pdf']);
  });

  it.each([
    ['is not absolute', 'report.pdf', 'folder.not-absolute'],
    ['does not exist', '/nowhere/report.pdf', 'file.not-written'],
  ])('to a place that %s is refused', async (_what, path, code) => {
    expect(await failureOf(serve().make({ from: '2026-01-01', to: '2026-02-28' }, path))).toBe(code);
  });
});
