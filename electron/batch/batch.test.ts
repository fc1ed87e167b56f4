import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MANIFEST } from './manifest.ts';
import { closedGate, fakeDocument } from './testing/fake-service.ts';
import { names, placeForEach } from './testing/place.ts';

const place = placeForEach();
const { serve, room, results } = place;

describe('a batch', () => {
  it('sends each document once, keeps each answer as it came, and is finished', async () => {
    await place.fill(...names(40), 'b/deep.pdf');
    await writeFile(join(place.folder, 'note.txt'), 'no document');
    const { taken } = await serve();
    const { begin, rows, recorded, list } = room();
    const batch = await begin(place.folder, { subfolders: true }).ended;
    expect(batch).toMatchObject({ state: 'finished', feature: 'invoice', resultsFolder: results(), notice: null });
    expect(batch.counts).toEqual({
      total: 41,
      waiting: 0,
      running: 0,
      done: 41,
      failed: 0,
      pages: 41,
      unsure: 0,
      unsurePages: 0,
    });
    expect(taken.toSorted()).toEqual([...names(40), 'b/deep.pdf'].toSorted());
    const answer: unknown = JSON.parse(await readFile(join(results(), 'answers/b/deep.pdf.json'), 'utf8'));
    expect(answer).toMatchObject({ status: 'succeeded', analyzeResult: { version: '2.1.0' } });
    const all = await rows(batch.id);
    expect(all).toHaveLength(41);
    expect(all[3]).toMatchObject({
      item: { id: '0003.pdf', state: 'done', pages: 1, attempts: 1 },
      docType: 'prebuilt:invoice',
      fields: { InvoiceId: { text: '0003.pdf', confidence: 0.9 } },
    });
    // Each twice: when it was taken, and with the same time when it ended.
    expect(recorded.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(41);
    expect(recorded.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(41);
    expect(recorded.at(-1)).toMatchObject({ from: 'batch', outcome: 'succeeded', pages: 1, feature: 'invoice' });
    expect(await list({ deploymentId: 'd' })).toEqual([batch]);
  });

  it('looks at no folder and sends none of it that the operator did not give', async () => {
    await place.fill(...names(3));
    const { taken } = await serve();
    const made = room();
    const forged = { id: crypto.randomUUID(), path: place.folder };
    const refused = { code: 'grant.unknown' };
    await expect(made.look({ deploymentId: 'd', folder: forged, subfolders: false })).rejects.toMatchObject(refused);
    await expect(made.begin(place.folder, { folder: forged }).ended).rejects.toMatchObject(refused);
    const other = await made.give('read-file', place.folder);
    await expect(made.begin(place.folder, { folder: other }).ended).rejects.toMatchObject(refused);
    await expect(made.begin(place.folder, { folder: { batchId: 'made-up' } }).ended).rejects.toMatchObject({
      code: 'batch.unknown',
    });
    expect(taken).toEqual([]);
  });

  it('goes on with a batch that is known without being given its folder again', async () => {
    await place.fill(...names(2));
    const { taken } = await serve();
    const batch = await room().begin(place.folder).ended;
    await place.fill('new.pdf');
    const again = await room().begin(place.folder, { folder: { batchId: batch.id } }).ended;
    expect(again).toMatchObject({ id: batch.id, counts: { done: 3 } });
    expect(taken).toHaveLength(3);
  });

  it('sends nothing again that is done, and what changed since', async () => {
    await place.fill(...names(6));
    const { taken } = await serve();
    const before = room();
    await before.begin(place.folder).ended;
    await writeFile(join(place.folder, '0001.pdf'), fakeDocument('0001.pdf', 7));
    await utimes(join(place.folder, '0002.pdf'), new Date(), new Date('2020-01-01T00:00:00Z'));
    await rm(join(results(), 'answers/0003.pdf.json'));
    await place.fill('new.pdf');
    const again = room();
    expect(
      await again.look({ deploymentId: 'd', folder: await again.give('read-folder', place.folder), subfolders: false }),
    ).toMatchObject({
      documents: 7,
      alreadyDone: 5,
    });
    const batch = await again.begin(place.folder).ended;
    // The one whose answer was taken away was counted for certain: it waits until the operator says so.
    expect(batch.counts).toMatchObject({ done: 6, total: 7, unsure: 1, unsurePages: 1 });
    expect(taken.slice(6).toSorted()).toEqual(['0001.pdf', 'new.pdf']);
    expect((await again.begin(place.folder, { sendAgain: true }).ended).counts).toMatchObject({ done: 7, unsure: 0 });
    expect(taken.slice(8)).toEqual(['0003.pdf']);
  });

  it('is listed with many others without reading their manifests again', async () => {
    await serve();
    const { begin, list } = room();
    for (const name of names(10)) {
      const folder = join(place.root, name);
      await mkdir(folder);
      await writeFile(join(folder, 'one.pdf'), fakeDocument('one.pdf'));
      await begin(folder).ended;
    }
    const age = new Date('2026-11-01T00:00:00Z');
    const manifests = names(10).map((name) => join(place.root, name, 'drydock-results-invoice', MANIFEST));
    for (const manifest of manifests) await utimes(manifest, age, age);
    const before = await list({ deploymentId: 'd' });
    expect(before.map(({ counts }) => counts.done)).toEqual(Array.from({ length: 10 }, () => 1));
    // As long and as old as before: only who reads them sees that nothing can be read of them.
    for (const manifest of manifests) {
      await writeFile(manifest, '#'.repeat((await stat(manifest)).size));
      await utimes(manifest, age, age);
    }
    expect(await list({ deploymentId: 'd' })).toEqual(before);
  });

  it('paused sends nothing new until it is resumed', async () => {
    await place.fill(...names(60));
    const gate = closedGate();
    const { taken } = await serve({ until: () => gate.opened });
    const { begin, pause, resume, list } = room();
    const run = begin(place.folder);
    const { batchId } = await run.until(({ inFlight }) => inFlight > 0);
    await pause({ batchId });
    gate.open();
    await run.until(({ paused, inFlight }) => paused && inFlight === 0);
    expect(taken.length).toBeLessThan(10);
    expect((await list({ deploymentId: 'd' }))[0]?.state).toBe('paused');
    await resume({ batchId });
    expect((await run.ended).counts.done).toBe(60);
    expect(taken).toHaveLength(60);
  });

  it('cancelled keeps what is done; what was in flight is asked for the next time', async () => {
    await place.fill(...names(60));
    const gate = closedGate();
    await serve({ until: (name) => (name < '0030' ? null : gate.opened) });
    const first = room();
    const run = first.begin(place.folder);
    await run.until(({ counts, inFlight }) => counts.done === 30 && inFlight > 0);
    run.cancel();
    await expect(run.ended).rejects.toThrow('Cancelled');
    const [interrupted] = await first.list({ deploymentId: 'd' });
    expect(interrupted).toMatchObject({
      state: 'interrupted',
      counts: { total: 60, running: 0, failed: 0, done: 30, waiting: 30 },
    });
    const outcomes = first.recorded.map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'succeeded')).toHaveLength(30);
    expect(outcomes.filter((one) => one === 'unknown').length).toBeGreaterThan(30);
    gate.open();
    const batch = await room().begin(place.folder).ended;
    expect(batch).toMatchObject({ state: 'finished', counts: { done: 60 } });
    // What the service had in hand is asked for, not sent again.
    expect(place.service?.taken.length).toBe(60);
  });
});
