// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import type { Batch, BatchItem, BatchPreview, BatchProgress, TableRow } from '#shared/domain/batch.ts';
import { Preferences } from '#shared/domain/settings.ts';
import { draw, openFakeDoor, Refusal, tellOperations } from '../testing/fake-door.tsx';
import { BatchPage } from './batch-page.tsx';

const counts = { total: 3, waiting: 0, running: 0, done: 2, failed: 1, pages: 4, unsure: 0, unsurePages: 0 };
const batch: Batch = {
  id: 'b1',
  deploymentId: 'x',
  feature: 'invoice',
  folder: '/scans/March',
  resultsFolder: '/scans/March/drydock-results-invoice',
  subfolders: false,
  createdAt: '2026-03-09T10:00:00.000Z',
  state: 'finished',
  counts,
  notice: null,
};
const item = (id: string, more: Partial<BatchItem> = {}): BatchItem => ({
  id,
  sizeBytes: 1000,
  state: 'done',
  pages: 2,
  milliseconds: 1500,
  attempts: 1,
  endedAt: null,
  failure: null,
  resultFile: `answers/${id}.json`,
  ...more,
});
const money = (value: number, confidence: number) => ({ type: 'number', text: `$${value}`, value, confidence });
const row = (of: BatchItem, total: number, confidence = 0.95): TableRow => ({
  item: of,
  part: 0,
  docType: 'prebuilt:invoice',
  fields: of.state === 'done' ? { InvoiceTotal: money(total, confidence) } : {},
  items: of.state === 'done' ? { Items: 3 } : {},
  found: null,
});
const rows = [
  row(item('a.pdf'), 90),
  row(item('b.pdf'), 100, 0.41),
  row(
    item('c.pdf', { state: 'failed', failure: { code: 'document.damaged', facts: { name: 'c.pdf' }, detail: null } }),
    0,
  ),
];
const preview: BatchPreview = {
  documents: 12,
  sizeBytes: 3_400_000,
  leftOut: [{ id: 'notes.txt', why: 'wrong-type' }],
  leftOutCount: 1,
  resultsFolder: '/scans/March/drydock-results-invoice',
  resultsPlace: 'inside',
  alreadyDone: 2,
};
const progress: BatchProgress = {
  batchId: 'b1',
  counts: { ...counts, waiting: 5, total: 8 },
  paused: false,
  inFlight: 3,
  pagesPerMinute: 84,
  remainingMs: 120_000,
  backingOffUntil: null,
  held: null,
};

const running = (told: Partial<BatchProgress> = {}): OperationSnapshot => ({
  id: crypto.randomUUID(),
  world: 'real',
  path: 'batch.run',
  seq: 1,
  input: { deploymentId: 'x', folder: { id: 'g1', path: batch.folder }, subfolders: false },
  startedAt: '2026-03-09T10:00:00.000Z',
  movedAt: '2026-03-09T10:00:00.000Z',
  progress: { ...progress, ...told },
  log: [],
  left: [],
  state: { name: 'running' },
});

const answers = {
  'batch.list': [batch],
  'batch.table': { rows, upTo: 3, more: false },
  'app.preferences': Preferences.parse({}),
};

/** What a browser lays out, and happy-dom does not: rows are drawn for as much room as there is. */
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1000 });
});
afterEach(() => {
  vi.restoreAllMocks();
  window.location.hash = '';
});

const page = (view: string | null = null) => (
  <BatchPage deploymentId="x" batchId="b1" view={view} item={null} at={null} />
);
const names = (): readonly (string | null)[] =>
  [...document.querySelectorAll('[role=row][aria-rowindex]')]
    .slice(1)
    .map((one) => one.firstElementChild?.textContent ?? null);

describe('a folder to begin with', () => {
  const start = <BatchPage deploymentId="x" batchId={null} view={null} item={null} at={null} />;

  it('is looked at: how much it is, what is left out, what goes on the meter', async () => {
    const grant = { id: 'g1', path: '/scans/March' };
    const door = openFakeDoor({ ...answers, 'app.confirmPath': grant, 'batch.look': preview });
    await draw(start);
    fireEvent.change(screen.getByLabelText('Folder of documents'), { target: { value: '/scans/March' } });
    expect(door.said.map(({ path }) => path)).not.toContain('batch.look');
    fireEvent.click(screen.getByRole('button', { name: 'Look into it' }));
    expect(await screen.findByText('On the meter: 10 documents, at least 10 pages')).toBeTruthy();
    expect(door.said.find(({ path }) => path === 'batch.look')?.input).toMatchObject({ folder: grant });
    expect(screen.getByText('2 documents done before: they are not sent again')).toBeTruthy();
    expect(screen.getByText('1 file is left out')).toBeTruthy();
    expect(screen.getByText('not a kind that is read')).toBeTruthy();
    expect(screen.getByText('March')).toBeTruthy();
  });

  it('that holds no document says so', async () => {
    const look = { ...preview, documents: 0, alreadyDone: 0 };
    openFakeDoor({ ...answers, 'app.chooseFolder': { id: 'g2', path: '/empty' }, 'batch.look': look });
    await draw(start);
    fireEvent.click(screen.getByRole('button', { name: 'Choose… Folder of documents' }));
    expect(await screen.findByText('No document that the container reads')).toBeTruthy();
  });

  it('that was typed and not confirmed is said to be so, and not looked into', async () => {
    const refused = new Refusal({ code: 'grant.not-given', facts: { path: '/scans/March' }, detail: null });
    const door = openFakeDoor({ ...answers, 'app.confirmPath': refused });
    await draw(start);
    fireEvent.change(screen.getByLabelText('Folder of documents'), { target: { value: '/scans/March' } });
    fireEvent.click(screen.getByRole('button', { name: 'Look into it' }));
    expect(await screen.findByText(/\/scans\/March is not used: you did not confirm it/)).toBeTruthy();
    expect(door.said.map(({ path }) => path)).not.toContain('batch.look');
  });
});

describe('the queue of a batch', () => {
  it('that runs says how quickly, how long yet, how many at once; it can be paused and stopped', async () => {
    const door = openFakeDoor({ ...answers, 'batch.pause': undefined });
    await draw(page());
    const snapshot = running();
    tellOperations(door, [snapshot]);
    expect(await screen.findByText('84 pages a minute, about 2 min left, 3 at once')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(door.said.at(-1)).toEqual({ path: 'batch.pause', input: { batchId: 'b1' } }));
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(door.cancelled).toEqual([snapshot.id]));
  });

  it('that backs off, or waits for the container, says so in words', async () => {
    const door = openFakeDoor(answers);
    await draw(page());
    tellOperations(door, [running({ backingOffUntil: '2026-03-09T10:00:05.000Z' })]);
    expect(await screen.findByText(/^The container says that it is busy/)).toBeTruthy();
    const held = { code: 'run.not-running', facts: { image: 'invoice' }, detail: null } as const;
    tellOperations(door, [running({ held })]);
    expect(await screen.findByText(/^Sending waits and continues by itself/)).toBeTruthy();
  });

  it('that was interrupted offers to go on; the failed are tried again on request', async () => {
    const ended = { name: 'cancelled', endedAt: '2026-03-09T10:01:00.000Z' } as const;
    const list = [{ ...batch, state: 'interrupted', counts: { ...counts, waiting: 4, total: 7 } }];
    const door = openFakeDoor({ ...answers, 'batch.list': list, 'batch.run': { operationId: 'op-next' } });
    await draw(page());
    tellOperations(door, [{ ...running(), state: ended }]);
    expect(await screen.findByText('It stopped with 4 documents left. What is done stays done.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(door.said.at(-1)).toMatchObject({ path: 'batch.run', input: { retryFailed: false } }));
    fireEvent.click(screen.getByRole('button', { name: 'Try the failed one again' }));
    await waitFor(() =>
      expect(door.said.at(-1)).toMatchObject({
        path: 'batch.run',
        input: { deploymentId: 'x', folder: { batchId: 'b1' }, retryFailed: true },
      }),
    );
  });
});

describe('the table of all documents', () => {
  it('shows fields as columns, marks what is doubtful in words, and counts', async () => {
    openFakeDoor(answers);
    await draw(page());
    const grid = await screen.findByRole('grid', { name: 'Documents and their fields' });
    await waitFor(() => expect(names()).toEqual(['a.pdf', 'b.pdf', 'c.pdf']));
    expect(within(grid).getByText(/doubtful, 41 % sure/)).toBeTruthy();
    expect(screen.getByText('3 documents')).toBeTruthy();
  });

  it('is sorted from its headings and by keyboard, and opened with Enter', async () => {
    openFakeDoor(answers);
    await draw(page());
    const grid = await screen.findByRole('grid');
    fireEvent.click(screen.getByRole('button', { name: 'Sort by Invoice total' }));
    fireEvent.click(screen.getByRole('button', { name: 'Sort by Invoice total' }));
    await waitFor(() => expect(names()).toEqual(['b.pdf', 'a.pdf', 'c.pdf']));
    for (const key of ['Home', 'ArrowUp', 'Enter']) fireEvent.keyDown(grid, { key });
    await waitFor(() => expect(names()).toEqual(['a.pdf', 'b.pdf', 'c.pdf']));
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) fireEvent.keyDown(grid, { key });
    await waitFor(() => expect(window.location.pathname + window.location.hash).toContain('document'));
  });

  it('is filtered by a column, and says when nothing passes', async () => {
    openFakeDoor(answers);
    await draw(page());
    fireEvent.click(await screen.findByRole('button', { name: 'Filter columns' }));
    fireEvent.change(screen.getByLabelText('Filter Invoice total'), { target: { value: '>95' } });
    await waitFor(() => expect(names()).toEqual(['b.pdf']));
    expect(screen.getByText('1 of 3 documents')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Filter Invoice total'), { target: { value: 'nothing' } });
    expect(await screen.findByText('No document passes the filters')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(names()).toHaveLength(3));
  });

  it('is saved as it stands', async () => {
    const door = openFakeDoor({ ...answers, 'app.saveText': '/home/March-documents.csv' });
    await draw(page());
    fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'As CSV' }));
    expect(await screen.findByText('Saved: /home/March-documents.csv')).toBeTruthy();
    const { input } = door.said.find(({ path }) => path === 'app.saveText') ?? {};
    expect(input).toMatchObject({ fileName: 'March-documents.csv' });
    expect(input).toHaveProperty('text', expect.stringMatching(/^\uFEFFDocument,State,Invoice total,/));
  });
});

describe('the comparison', () => {
  const give = async (text: string): Promise<void> => {
    const input = await waitFor(() => {
      const found = document.querySelector<HTMLInputElement>('input[type=file]');
      if (!found) throw new Error('no place for a file yet');
      return found;
    });
    fireEvent.change(input, { target: { files: [new File([text], 'expected.csv', { type: 'text/csv' })] } });
  };

  it('says the share in figures, by field, and each difference', async () => {
    openFakeDoor(answers);
    await draw(page('compare'));
    await give('Document,Invoice total\na.pdf,"90,00"\nb.pdf,101\nc.pdf,5\n');
    expect(await screen.findByText('of 3 fields right')).toBeTruthy();
    expect(screen.getByText(/^95 % sure between .* 3 documents compared$/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Invoice total: 33.3 % of 3 right. Show its differences' })).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(['b.pdf', 'c.pdf']));
  });

  it('is made a report to sign, with the checksum of the file of expected values', async () => {
    const info = { version: '1.2.3', electron: '', chromium: '', platform: '', dataFolder: '', homeFolder: '' };
    const door = openFakeDoor({
      ...answers,
      'app.info': info,
      'deployments.list': [],
      'app.saveBytes': '/home/March-acceptance-report.pdf',
    });
    // The typeface, which a page gets from the app's own origin.
    vi.spyOn(window, 'fetch').mockImplementation(async (url) => {
      const name = String(url).split('/').at(-1) ?? '';
      const folder = join(import.meta.dirname, '../../node_modules/pdfjs-dist/standard_fonts');
      return new Response(new Uint8Array(await readFile(join(folder, name))));
    });
    await draw(page('compare'));
    await give('Document,Invoice total\na.pdf,90\n');
    fireEvent.click(await screen.findByRole('button', { name: 'Acceptance report' }));
    expect(await screen.findByText('Saved: /home/March-acceptance-report.pdf', {}, { timeout: 10_000 })).toBeTruthy();
    const { input } = door.said.find(({ path }) => path === 'app.saveBytes') ?? {};
    expect(input).toMatchObject({ fileName: 'March-acceptance-report.pdf' });
    expect(Buffer.from((input as { bytes: Uint8Array }).bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('says which line of a bad file is at fault', async () => {
    openFakeDoor(answers);
    await draw(page('compare'));
    await give('Document,Invoice total\na.pdf,1\n,2\n');
    expect((await screen.findByRole('alert')).textContent).toContain('Line 3 of the file of expected values');
  });
});
