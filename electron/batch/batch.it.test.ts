import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OperationState } from '#shared/contract/messages.ts';
import { Batch, type BatchCounts, BatchProgress, type TableRow } from '#shared/domain/batch.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { fromWorld, openRealDoor, type RealDoor } from '../testing/real-door.ts';

const run = promisify(execFile);
const docker = (...args: string[]) => run('docker', ['-H', fromWorld('DRYDOCK_TEST_ENGINE'), ...args]);
const SAMPLES = join(import.meta.dirname, '../analysis/samples');

describe('a batch on real containers', () => {
  let door: RealDoor;
  let deployment: Deployment;
  let folder: string;
  let turn = 0;

  beforeAll(async () => {
    door = await openRealDoor();
    deployment = await door.define('invoice');
    await door.prepare(deployment);
  });
  beforeEach(() => door.serving(deployment));
  afterAll(() => door.close());

  /** A folder of its own with so many copies of the sample invoice, two pages each. */
  async function fill(count: number): Promise<void> {
    folder = join(door.root, `folder-${turn++}`);
    await mkdir(join(folder, 'later'), { recursive: true });
    for (let at = 0; at < count; at += 1)
      await cp(join(SAMPLES, 'invoice.pdf'), join(folder, at % 3 === 2 ? 'later' : '', `invoice ${at}.pdf`));
  }
  const input = async () => ({
    deploymentId: deployment.id,
    folder: await door.give('read-folder', folder),
    subfolders: true,
  });
  async function rowsOf(batchId: string): Promise<readonly TableRow[]> {
    const { rows, more } = await door.call('batch.table', { batchId, after: 0 });
    expect(more).toBe(false);
    return rows.toSorted((a, b) => (a.item.id < b.item.id ? -1 : 1));
  }
  const progressOf = (progress: unknown): BatchProgress | null => BatchProgress.safeParse(progress).data ?? null;
  const countsOf = (state: OperationState): BatchCounts =>
    Batch.parse(state.name === 'succeeded' ? state.output : null).counts;

  it('reads every invoice of a folder, each into a file and a row with its fields', async () => {
    await fill(7);
    await writeFile(join(folder, 'notes.txt'), 'not a document');
    expect(await door.call('batch.look', await input())).toMatchObject({
      documents: 7,
      leftOut: [{ id: 'notes.txt', why: 'wrong-type' }],
      alreadyDone: 0,
      resultsPlace: 'inside',
    });
    const batch = await door.succeed('batch.run', await input());
    expect(batch).toMatchObject({ state: 'finished', counts: { total: 7, done: 7, failed: 0, pages: 14 } });
    const rows = await rowsOf(batch.id);
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      expect(row).toMatchObject({ docType: 'prebuilt:invoice', items: { Items: 14 }, item: { pages: 2, attempts: 1 } });
      expect(row.fields['InvoiceTotal']).toMatchObject({ type: 'number', text: '$8,147.11', value: 8147.11 });
      expect(row.found?.lines).toBeGreaterThan(20);
    }
    const [lists] = await door.call('batch.lists', { batchId: batch.id, itemIds: ['later/invoice 2.pdf'] });
    expect(lists?.lists['Items']).toHaveLength(14);
    expect((await readdir(join(batch.resultsFolder, 'answers'), { recursive: true })).toSorted()).toEqual(
      [
        ...[
          'invoice 0.pdf.json',
          'invoice 1.pdf.json',
          'invoice 3.pdf.json',
          'invoice 4.pdf.json',
          'invoice 6.pdf.json',
        ],
        ...['later', 'later/invoice 2.pdf.json', 'later/invoice 5.pdf.json'],
      ].toSorted(),
    );
    const wanted = { batchId: batch.id, itemId: 'later/invoice 5.pdf' };
    const kept = await readFile(join(batch.resultsFolder, 'answers/later/invoice 5.pdf.json'));
    expect(Buffer.from(await door.call('batch.result', wanted)).equals(kept)).toBe(true);
    const document = await door.call('batch.document', wanted);
    expect(Buffer.from(document.bytes).equals(await readFile(join(SAMPLES, 'invoice.pdf')))).toBe(true);
    expect(await door.call('batch.list', { deploymentId: deployment.id })).toEqual([batch]);
  });

  it('holds while the container is away, goes on when it is back, and sends again what may count twice only when asked', async () => {
    await fill(24);
    const begun = await door.begin('batch.run', await input());
    await begun.until(({ progress }) => (progressOf(progress)?.counts.done ?? 0) > 0);
    await docker('stop', '--time', '0', `drydock-${deployment.id}-invoice`);
    // A broken line is seen before the engine says why.
    const held = await begun.until(({ progress }) => progressOf(progress)?.held?.code === 'run.not-running');
    expect(progressOf(held.progress)?.held).toMatchObject({ facts: { image: 'invoice' } });
    await docker('start', `drydock-${deployment.id}-invoice`);
    const { state } = await begun.ended();
    const counts = countsOf(state);
    expect(state).toMatchObject({ name: 'succeeded', output: { counts: { running: 0, failed: 0 } } });
    expect(counts.done + counts.unsure).toBe(24);
    expect(counts.waiting).toBe(counts.unsure);
    expect(await door.succeed('batch.run', { ...(await input()), sendAgain: true })).toMatchObject({
      state: 'finished',
      counts: { done: 24, failed: 0, unsure: 0 },
    });
  });

  it('cancelled it goes on the next time, in another run of the app too', async () => {
    await fill(24);
    const begun = await door.begin('batch.run', await input());
    await begun.until(({ progress }) => (progressOf(progress)?.counts.done ?? 0) > 2);
    begun.cancel();
    expect((await begun.ended()).state.name).toBe('cancelled');
    const [interrupted] = await door.call('batch.list', { deploymentId: deployment.id });
    expect(interrupted?.state).toBe('interrupted');
    const done = interrupted?.counts.done ?? 0;
    // What was on its way as it was cancelled, and not answered in time, may count twice.
    const again = await door.begin('batch.run', { ...(await input()), sendAgain: true });
    await again.until(({ progress }) => progress !== null);
    expect(progressOf(again.seen.find(({ progress }) => progress !== null)?.progress)?.counts.done).toBe(done);
    expect((await again.ended()).state).toMatchObject({ name: 'succeeded', output: { counts: { done: 24 } } });
  });

  describe('whose service goes wrong', () => {
    const switches = (): string => join(deployment.parts[0]?.outputFolder ?? '', 'rehearsal.switches.json');
    afterEach(() => rm(switches(), { force: true }));

    it.each([
      ['is busy on submit', '429'],
      ['is busy on poll', 'busy-poll'],
    ])('and %s (%s) for a while has every document all the same', async (_what, analyze) => {
      await fill(4);
      await writeFile(switches(), JSON.stringify({ analyze }));
      const begun = await door.begin('batch.run', await input());
      const { progress } = await begun.until((snapshot) => snapshot.progress !== null);
      const batchId = progressOf(progress)?.batchId ?? '';
      const attempts = async () => (await rowsOf(batchId)).reduce((sum, { item }) => sum + item.attempts, 0);
      await expect.poll(attempts, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
      await rm(switches(), { force: true });
      expect((await begun.ended()).state).toMatchObject({
        name: 'succeeded',
        output: { counts: { done: 4, failed: 0 } },
      });
    });

    it.each([
      ['hangs up', 'drop'],
      ['forgets jobs', 'forget'],
    ])('and %s (%s) leaves what may count twice, and sends it again only when asked', async (_what, analyze) => {
      await fill(4);
      await writeFile(switches(), JSON.stringify({ analyze }));
      const left = { state: 'interrupted', counts: { done: 0, failed: 0, waiting: 4, unsure: 4, unsurePages: 8 } };
      expect(await door.succeed('batch.run', await input())).toMatchObject(left);
      await rm(switches(), { force: true });
      expect(await door.succeed('batch.run', await input())).toMatchObject(left);
      expect(await door.succeed('batch.run', { ...(await input()), sendAgain: true })).toMatchObject({
        state: 'finished',
        counts: { done: 4, failed: 0, unsure: 0 },
      });
    });

    it('and fails in each job is told for each document, and retried when asked', async () => {
      await fill(3);
      await writeFile(switches(), JSON.stringify({ analyze: 'fail' }));
      const batch = await door.succeed('batch.run', await input());
      expect(batch.counts).toMatchObject({ failed: 3, done: 0 });
      expect((await rowsOf(batch.id))[0]?.item).toMatchObject({ attempts: 1, failure: { code: 'service.failed' } });
      await rm(switches(), { force: true });
      expect(await door.succeed('batch.run', { ...(await input()), retryFailed: true })).toMatchObject({
        id: batch.id,
        counts: { failed: 0, done: 3 },
      });
    });
  });

  it('is not begun while its container does not run, and touches nothing', async () => {
    await fill(2);
    await door.succeed('deployments.stop', { id: deployment.id });
    expect(await door.fail('batch.run', await input())).toMatchObject({ code: 'run.not-running' });
    expect(await readdir(folder)).not.toContain('drydock-results-invoice');
  });
});
