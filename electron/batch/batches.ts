import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '#shared/domain/batch.ts';
import { type Failure, Foreseen } from '#shared/failures/failure.ts';
import { EMPTY_ROW, type RowContent, rowsOf } from '#shared/rules/batch/table.ts';
import type { Known, KnownBatches } from './known.ts';
import { type KnownManifest, MANIFEST, readManifest } from './manifest.ts';
import type { DocumentEvent, Done } from './manifest-lines.ts';
import { isFolder, pathBelow } from './results-folder.ts';
import { openRowCache, type RowCache } from './row-cache.ts';
import type { Control } from './run.ts';
import { sideBySide } from './side-by-side.ts';
import { type BatchState, createState } from './state.ts';

/** A batch in memory. */
export interface OpenBatch {
  readonly known: Known;
  readonly manifest: KnownManifest;
  readonly state: BatchState;
  readonly cache: RowCache;
  /** Size and time of the manifest as it was read: another one has to be read again. */
  readonly stamp: string;
  notice: Failure | null;
  /** While it runs. */
  control: Control | null;
}

export type Batches = ReturnType<typeof createBatches>;

const KEPT_OPEN = 4;
const ANSWERS_AT_ONCE = 8;

/** Batches by their results folder, read from their manifests; those that run, and the last that were looked at, stay in memory. */
export function createBatches(known: KnownBatches) {
  const open = new Map<string, Promise<OpenBatch | null>>();
  let seq = 0;

  async function read(one: Known): Promise<OpenBatch | null> {
    const stamp = await stampOf(one.resultsFolder);
    if (stamp === null) return null;
    const manifest = await readManifest(one.resultsFolder);
    if (manifest === null) return null;
    const state = createState(() => ++seq);
    const cache = await openRowCache(one.resultsFolder);
    const rows = await rowsOfAll([...manifest.documents.values()], one.resultsFolder, cache);
    for (const line of manifest.documents.values()) state.set(line, rows.get(line.id));
    return { known: one, manifest, state, cache, stamp, notice: null, control: null };
  }

  /** The batch whose results lie there; null when there is none any more. */
  async function at(one: Known): Promise<OpenBatch | null> {
    const there = await open.get(one.resultsFolder);
    if (there && (there.control !== null || there.stamp === (await stampOf(one.resultsFolder)))) {
      open.delete(one.resultsFolder);
      open.set(one.resultsFolder, Promise.resolve(there));
      return there;
    }
    const reading = read(one);
    open.set(one.resultsFolder, reading);
    reading.catch(() => open.delete(one.resultsFolder));
    await forgetOldest();
    return reading;
  }

  async function forgetOldest(): Promise<void> {
    for (const [folder, opening] of [...open].slice(0, Math.max(0, open.size - KEPT_OPEN))) {
      const batch = await opening.catch(() => null);
      if (batch?.control == null) open.delete(folder);
    }
  }

  /** The batch with this id. Fails with `batch.unknown`. */
  async function byId(id: string): Promise<OpenBatch> {
    const one = (await known.list()).find((each) => each.id === id);
    const batch = one ? await at(one) : null;
    if (batch === null) throw new Foreseen('batch.unknown', { id });
    return batch;
  }

  return {
    at,
    byId,
    /** What runs there, or null. */
    running: async (resultsFolder: string): Promise<OpenBatch | null> => {
      const batch = await open.get(resultsFolder)?.catch(() => null);
      return batch?.control ? batch : null;
    },
    /** Reads it anew, as after its manifest was opened to be added to. */
    reopen: (one: Known): Promise<OpenBatch | null> => {
      open.delete(one.resultsFolder);
      return at(one);
    },
    drop: (resultsFolder: string): void => {
      open.delete(resultsFolder);
    },
    async list(deploymentId: string): Promise<Batch[]> {
      const mine = (await known.list()).filter((one) => one.deploymentId === deploymentId);
      const batches: Batch[] = [];
      for (const one of mine) {
        const batch = await at(one);
        if (batch) batches.push(await batchOf(batch));
      }
      return batches.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },
  };
}

/** The batch as the screen sees it. */
export async function batchOf({ known, manifest, state, notice, control }: OpenBatch): Promise<Batch> {
  const { header, begun } = manifest;
  const counts = state.counts();
  const waits = counts.waiting + counts.running > 0;
  return {
    id: known.id,
    deploymentId: known.deploymentId,
    feature: header.feature,
    folder: folderOf(known, manifest),
    resultsFolder: known.resultsFolder,
    subfolders: begun?.subfolders ?? header.subfolders,
    createdAt: header.createdAt,
    state: control ? (control.paused ? 'paused' : 'running') : waits ? 'interrupted' : 'finished',
    counts,
    notice,
  };
}

/** Where the documents lie: around the results, or where the manifest says. */
export const folderOf = ({ resultsFolder }: Known, { header }: KnownManifest): string =>
  header.place === 'inside' ? join(resultsFolder, '..') : header.folder;

async function stampOf(resultsFolder: string): Promise<string | null> {
  if (!(await isFolder(resultsFolder))) return null;
  const entry = await stat(join(resultsFolder, MANIFEST)).catch(() => null);
  return entry ? `${entry.size} ${entry.mtimeMs}` : null;
}

/** The rows of all documents that are done: kept ones, and for the others their answers are read. */
async function rowsOfAll(
  lines: readonly DocumentEvent[],
  resultsFolder: string,
  cache: RowCache,
): Promise<ReadonlyMap<string, readonly RowContent[]>> {
  const rows = new Map<string, readonly RowContent[]>();
  const missing: Done[] = [];
  for (const line of lines) {
    if (line.event !== 'done') continue;
    const kept = cache.rows(line.id, line.at);
    if (kept) rows.set(line.id, kept);
    else missing.push(line);
  }
  await sideBySide(missing, ANSWERS_AT_ONCE, async (line) => {
    const answer = await answerOf(line, resultsFolder);
    if (answer === null) return void rows.set(line.id, [EMPTY_ROW]);
    const made = rowsOf(answer);
    rows.set(line.id, made.rows);
    await cache.add(line.id, line.at, made);
  });
  return rows;
}

/** The answer of a document, parsed; null where it cannot be read: the table then shows the document without fields. */
export async function answerOf(line: Done, resultsFolder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(await pathBelow(resultsFolder, line.resultFile), 'utf8')) as unknown;
  } catch {
    return null;
  }
}
