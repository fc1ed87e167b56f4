import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MANIFEST, openManifest } from './manifest.ts';
import { readLines } from './manifest-lines.ts';
import { type FakeService, startFakeService } from './testing/fake-service.ts';
import { openFolder, openRoom } from './testing/room.ts';

let place: Awaited<ReturnType<typeof openFolder>>;
let service: FakeService;
beforeEach(async () => {
  place = await openFolder();
  service = await startFakeService();
});
afterEach(async () => {
  await service.close();
  await place.remove();
});
const room = () => openRoom({ root: place.root, port: () => service.port });
const results = (): string => join(place.folder, 'drydock-results-invoice');
const manifestPath = (): string => join(results(), MANIFEST);
const names = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${String(at).padStart(4, '0')}.pdf`);

/** A folder of twelve documents, all done. */
async function finished() {
  await place.fill(...names(12));
  const batch = await room().begin(place.folder).ended;
  return { batch, before: service.taken.length };
}

describe('the manifest', () => {
  it('has a line that says whose it is, one for each run, and one for each thing that happened', async () => {
    const { batch } = await finished();
    const lines = (await readFile(manifestPath(), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      drydock: 'batch',
      version: 1,
      id: batch.id,
      feature: 'invoice',
      deploymentId: 'd',
      folder: place.folder,
      subfolders: false,
    });
    expect(lines.filter(({ event }) => event === 'begun')).toHaveLength(1);
    const done = lines.filter(({ event }) => event === 'done');
    expect(done).toHaveLength(12);
    expect(done[0]).toMatchObject({ pages: 1, attempts: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(Object.keys(done[0])).toEqual(
      expect.arrayContaining(['sizeBytes', 'modifiedMs', 'milliseconds', 'resultFile', 'at']),
    );
  });

  it.each([1, 30, 200])('torn in its last line (%i bytes short) loses that line and nothing else', async (bytes) => {
    const { batch, before } = await finished();
    const size = (await readFile(manifestPath())).length;
    await truncate(manifestPath(), size - bytes);
    const again = await room().begin(place.folder).ended;
    expect(again).toMatchObject({ id: batch.id, notice: null, counts: { done: 12 } });
    // The line before tells where its answer is asked for.
    expect(service.taken.length - before).toBe(0);
    expect((await readLines(await readFile(manifestPath()))).damaged).toBe(0);
  });

  it('damaged in the middle is set aside and told; what can be read of it is kept, and so are the answers', async () => {
    const { before } = await finished();
    const lines = (await readFile(manifestPath(), 'utf8')).split('\n');
    const at = lines.findIndex((line) => line.includes('"done"'));
    lines[at] = `\0\0\0${lines[at]?.slice(3)}`;
    await writeFile(manifestPath(), lines.join('\n'));
    const again = await room().begin(place.folder).ended;
    expect(again.notice).toMatchObject({ code: 'batch.manifest-unreadable', facts: { kept: 12 } });
    expect(again.counts.done).toBe(12);
    // The damaged line's document is what it was before that line: taken by the service, which is asked for the answer.
    expect(service.taken.length - before).toBe(0);
    expect((await readdir(results())).filter((name) => name.startsWith('manifest.unreadable-'))).toHaveLength(1);
    expect((await room().begin(place.folder).ended).notice).toBeNull();
  });

  it('that says nothing of whose it is gets a new first line', async () => {
    const { batch, before } = await finished();
    await writeFile(manifestPath(), 'Something else altogether.\n');
    const again = await room().begin(place.folder).ended;
    // Known here by its results folder, it stays the batch it was.
    expect(again).toMatchObject({ id: batch.id, notice: { code: 'batch.manifest-unreadable', facts: { kept: 0 } } });
    expect(service.taken.length - before).toBe(12);
  });

  it('killed at birth is simply begun anew', async () => {
    await place.fill(...names(2));
    await mkdir(results());
    await writeFile(manifestPath(), '{"drydock":"bat');
    expect(await room().begin(place.folder).ended).toMatchObject({ notice: null, counts: { done: 2 } });
  });

  it('whatever its bytes are, it is read without an error, and whole lines are found', async () => {
    const done = (id: string): string =>
      JSON.stringify({
        event: 'done',
        id,
        at: '2026-01-01T00:00:00Z',
        sizeBytes: 1,
        modifiedMs: 1,
        sha256: 'x',
        pages: 1,
        milliseconds: 1,
        attempts: 1,
        resultFile: 'answers/a.json',
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constantFrom(done('a'), done('b')))),
        fc.nat(),
        async (lines, cut) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const short = bytes.subarray(0, Math.max(0, bytes.length - (cut % 50)));
          const read = await readLines(short);
          expect(read.wholeBytes).toBeLessThanOrEqual(short.length);
          if (short.includes(`${done('a')}\n`) && lines[0] === done('a')) expect(read.documents.has('a')).toBe(true);
        },
      ),
    );
  });

  it('of tens of thousands of documents is read in slices: other work gets its turn', async () => {
    const line = (id: string): string =>
      JSON.stringify({ event: 'waiting', id, at: 'now', sizeBytes: 1, modifiedMs: 1 });
    const bytes = Buffer.from(
      names(10_000)
        .map((id) => `${line(id)}\n`)
        .join(''),
    );
    let turns = 0;
    let over = false;
    const count = (): void => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    const { documents } = await readLines(bytes);
    over = true;
    expect(documents.size).toBe(10_000);
    expect(turns).toBeGreaterThan(30);
  });

  it('lines that come together are all there, in their order', async () => {
    const begin = { id: 'x', feature: 'invoice', folder: '/f', place: 'inside', deploymentId: 'd' } as const;
    const opened = await openManifest(place.root, { ...begin, subfolders: false, locale: null }, () => new Date());
    const waiting = names(300).map((id) => ({ event: 'waiting', id, at: 'now', sizeBytes: 1, modifiedMs: 1 }) as const);
    await Promise.all(waiting.map(opened.append));
    await opened.close();
    const { documents, damaged } = await readLines(await readFile(join(place.root, MANIFEST)));
    expect([...documents.keys()]).toEqual(names(300));
    expect(damaged).toBe(0);
  });

  it('that names files outside its folders gives none of them away', async () => {
    const { batch } = await finished();
    const secret = join(place.root, 'secret.json');
    await writeFile(secret, '{"status":"succeeded"}');
    const lines = (await readFile(manifestPath(), 'utf8')).trimEnd().split('\n');
    const done = JSON.parse(lines.find((line) => line.includes('"done"')) ?? '');
    await appendFile(
      manifestPath(),
      `${JSON.stringify({ ...done, id: '../secret.json', resultFile: '../../secret.json' })}\n`,
    );
    const { result, document, table } = room();
    const wanted = { batchId: batch.id, itemId: '../secret.json' };
    await expect(Promise.resolve(result(wanted))).rejects.toMatchObject({ code: 'batch.answer-missing' });
    await expect(Promise.resolve(document(wanted))).rejects.toMatchObject({ code: 'document.unreadable' });
    expect((await table({ batchId: batch.id, after: 0 })).rows).toHaveLength(13);
  });
});

describe('what cannot be read', () => {
  it('of one batch hides no other, and is named where that batch is begun again', async () => {
    const { batch } = await finished();
    const other = await openFolder();
    await other.fill('a.pdf');
    const { begin, list } = room();
    const second = await begin(other.folder).ended;
    await rm(manifestPath());
    await mkdir(manifestPath());
    expect((await list({ deploymentId: 'd' })).map(({ id }) => id)).toEqual([second.id]);
    expect(batch.id).not.toBe(second.id);
    await expect(room().begin(place.folder).ended).rejects.toMatchObject({
      code: 'batch.folder-unreadable',
      facts: { path: results() },
    });
    await other.remove();
  });

  it('of the rows kept beside the manifest costs time and nothing else', async () => {
    const { batch } = await finished();
    const before = await room().rows(batch.id);
    await rm(join(results(), 'table.jsonl'));
    await mkdir(join(results(), 'table.jsonl'));
    expect(await room().rows(batch.id)).toEqual(before);
    expect((await room().begin(place.folder).ended).counts.done).toBe(12);
  });
});

describe('a batch that is looked at later', () => {
  it('has its rows without reading an answer, and makes them anew where they are lost', async () => {
    const { batch } = await finished();
    const before = await room().rows(batch.id);
    const answers = join(results(), 'answers');
    const kept = await readFile(join(answers, '0003.pdf.json'));
    await rm(join(answers, '0003.pdf.json'));
    expect(await room().rows(batch.id)).toEqual(before);
    await writeFile(join(answers, '0003.pdf.json'), kept);
    await rm(join(results(), 'table.jsonl'));
    expect(await room().rows(batch.id)).toEqual(before);
    expect((await readFile(join(results(), 'table.jsonl'), 'utf8')).trimEnd().split('\n')).toHaveLength(12);
  });

  it('gives its lists, from beside the rows or from the answer', async () => {
    await service.close();
    const item = (amount: number) => ({
      type: 'object',
      valueObject: { Amount: { type: 'number', valueNumber: amount, text: `${amount}` } },
    });
    service = await startFakeService({
      analyzeResult: () => ({
        version: '2.1.0',
        readResults: [{ page: 1 }],
        documentResults: [{ docType: 'i', fields: { Items: { type: 'array', valueArray: [item(1), item(2)] } } }],
      }),
    });
    const { batch } = await finished();
    const lists = () => room().lists({ batchId: batch.id, itemIds: ['0003.pdf', 'none.pdf', '0007.pdf'] });
    const found = await lists();
    expect(found.map(({ itemId, part }) => [itemId, part])).toEqual([
      ['0003.pdf', 0],
      ['0007.pdf', 0],
    ]);
    expect(found[0]?.lists['Items']?.map((one) => one['Amount']?.value)).toEqual([1, 2]);
    await rm(join(results(), 'lists.jsonl'));
    expect(await lists()).toEqual(found);
  });

  it('answers what changed since, and all again when asked from the beginning', async () => {
    const { batch } = await finished();
    const { table } = room();
    const first = await table({ batchId: batch.id, after: 0 });
    expect(first).toMatchObject({ more: false });
    expect((await table({ batchId: batch.id, after: first.upTo })).rows).toEqual([]);
    expect((await table({ batchId: batch.id, after: 0 })).rows).toEqual(first.rows);
  });

  it('gives a document and its answer for the viewer', async () => {
    const { batch } = await finished();
    const { result, document } = room();
    const wanted = { batchId: batch.id, itemId: '0005.pdf' };
    const body: unknown = JSON.parse(Buffer.from(await result(wanted)).toString());
    expect(body).toMatchObject({ status: 'succeeded' });
    expect(await document(wanted)).toMatchObject({ name: '0005.pdf', type: 'application/pdf' });
    await expect(Promise.resolve(result({ ...wanted, itemId: 'no.pdf' }))).rejects.toMatchObject({
      code: 'batch.answer-missing',
    });
  });

  it('is left out of the list once its folder is gone, or it was forgotten; its files stay', async () => {
    const { batch } = await finished();
    const { forget, list, table } = room();
    await forget({ batchId: batch.id });
    expect(await list({ deploymentId: 'd' })).toEqual([]);
    await expect(Promise.resolve(table({ batchId: batch.id, after: 0 }))).rejects.toMatchObject({
      code: 'batch.unknown',
    });
    expect((await room().begin(place.folder).ended).id).toBe(batch.id);
    expect(await list({ deploymentId: 'd' })).toEqual([]);
    expect(await room().list({ deploymentId: 'd' })).toHaveLength(1);
    await rm(results(), { recursive: true });
    expect(await room().list({ deploymentId: 'd' })).toEqual([]);
  });

  it('a list that cannot be read is set aside and told', async () => {
    await finished();
    await writeFile(join(place.root, 'batches.json'), '{"batches":');
    const { list, known } = room();
    expect(await list({ deploymentId: 'd' })).toEqual([]);
    expect(known.notices).toMatchObject([{ code: 'batch.list-unreadable' }]);
    expect((await readdir(place.root)).some((name) => name.startsWith('batches.unreadable-'))).toBe(true);
  });
});
