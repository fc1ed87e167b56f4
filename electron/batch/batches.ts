import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '#shared/domain/batch.ts';
import { type Failure, Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { parseJson } from '../files/parse-json.ts';
import { sideBySide } from '../side-by-side.ts';
import type { Known, KnownBatches } from './known.ts';
import { type KnownManifest, MANIFEST, readManifest } from './manifest.ts';
import type { Done } from './manifest-lines.ts';
import { isFolder, pathBelow } from './results-folder.ts';
import { openRowCache, type RowCache } from './row-cache.ts';
import { rowsOf } from './rules/table.ts';
import type { Control } from './run.ts';
import { type BatchState, createState } from './state.ts';

/** A batch in memory. */
export interface OpenBatch {
  readonly known: Known;
  readonly manifest: KnownManifest;
  readonly state: BatchState;
  readonly cache: () => Promise<RowCache>;
  /** Reads the rows of documents that were done before; ends at once when they are there. */
  readonly withRows: () => Promise<void>;
  /** Size and time of the manifest as it was read: another one has to be read again. */
  stamp: string;
  notice: Failure | null;
  /** While it runs. */
  control: Control | null;
}

export type Batches = ReturnType<typeof createBatches>;

const KEPT_OPEN = 8;
const ANSWERS_AT_ONCE = 8;

/** Batches by their results folder, read from their manifests; those that run, and the last that were looked at, stay in memory. */
export function createBatches(known: KnownBatches) {
  const open = new Map<string, OpenBatch>();
  /** What lists say of batches that are not open any more, as long as their manifests stay as they are. */
  const listed = new Map<string, { readonly id: string; readonly stamp: string; readonly batch: Batch }>();
  const turns = new Map<string, Promise<void>>();
  let seq = 0;

  async function read(one: Known): Promise<OpenBatch | null> {
    const stamp = await stampOf(one.resultsFolder);
    if (stamp === null) return null;
    const manifest = await readManifest(one.resultsFolder).catch((error: unknown) => {
      // Left out like one whose disk is away, so that the others are listed. Beginning it again says what is wrong.
      if (isForeseen(error, 'batch.folder-unreadable')) return null;
      throw error;
    });
    if (manifest === null) return null;
    const state = createState(() => ++seq);
    for (const line of manifest.documents.values()) state.set(line);
    const cache = once(() => openRowCache(one.resultsFolder));
    // Only when they are asked for: a list of batches needs none of them.
    const withRows = once(async () => readRows(state, one.resultsFolder, await cache()));
    return { known: one, manifest, state, cache, withRows, stamp, notice: null, control: null };
  }

  /**
   * The batch with that results folder; null when it is gone. One question about a folder after the other, so
   * that all get the same batch, and a run that begins is not put beside an older reading. `anew`: read again in any case.
   */
  function at(one: Known, anew = false): Promise<OpenBatch | null> {
    const { resultsFolder } = one;
    const turn = (turns.get(resultsFolder) ?? Promise.resolve()).then(async () => {
      const there = open.get(resultsFolder);
      const current = there && (there.control !== null || there.stamp === (await stampOf(resultsFolder)));
      const batch = current && !anew ? there : await read(one);
      open.delete(resultsFolder);
      if (batch) open.set(resultsFolder, batch);
      forgetOldest();
      return batch;
    });
    const ended = turn.then(
      () => undefined,
      () => undefined, // whoever asked is told
    );
    turns.set(resultsFolder, ended);
    return turn;
  }

  function forgetOldest(): void {
    for (const [folder, batch] of [...open].slice(0, Math.max(0, open.size - KEPT_OPEN)))
      if (batch.control === null) open.delete(folder);
  }

  /** As a list shows it. One that is neither open nor changed is not read again: nine of them would push each other out. */
  async function listedAt(one: Known): Promise<Batch | null> {
    const before = listed.get(one.resultsFolder);
    if (before?.id === one.id && !open.has(one.resultsFolder) && before.stamp === (await stampOf(one.resultsFolder)))
      return before.batch;
    const read = await at(one);
    if (read === null) return null;
    const batch = await batchOf(read);
    if (read.control === null) listed.set(one.resultsFolder, { id: one.id, stamp: read.stamp, batch });
    return batch;
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
    /** Whether it is being run. */
    runs: (resultsFolder: string): boolean => (open.get(resultsFolder)?.control ?? null) !== null,
    /** Reads it anew, as after its manifest was opened to be added to. */
    reopen: (one: Known): Promise<OpenBatch | null> => at(one, true),
    /** Its run is over: what is in memory is what the manifest says now. */
    async settle(batch: OpenBatch): Promise<void> {
      batch.control = null;
      batch.stamp = (await stampOf(batch.known.resultsFolder)) ?? '';
    },
    drop: (resultsFolder: string): void => {
      open.delete(resultsFolder);
      listed.delete(resultsFolder);
    },
    async list(deploymentId: string): Promise<Batch[]> {
      const mine = (await known.list()).filter((one) => one.deploymentId === deploymentId);
      const batches: Batch[] = [];
      for (const one of mine) {
        const batch = await listedAt(one);
        if (batch) batches.push(batch);
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

/** The folder of the documents: around the results, or where the manifest says. */
export const folderOf = ({ resultsFolder }: Known, { header }: KnownManifest): string =>
  header.place === 'inside' ? join(resultsFolder, '..') : header.folder;

async function stampOf(resultsFolder: string): Promise<string | null> {
  if (!(await isFolder(resultsFolder))) return null;
  const entry = await stat(join(resultsFolder, MANIFEST)).catch(() => null);
  return entry ? `${entry.size} ${entry.mtimeMs}` : null;
}

/** Fills in the rows of all documents that are done: kept ones, and for the others their answers are read. */
async function readRows(state: BatchState, resultsFolder: string, cache: RowCache): Promise<void> {
  const missing: Done[] = [];
  for (const line of state.lines()) {
    if (line.event !== 'done') continue;
    const kept = cache.rows(line.id, line.at);
    if (kept) state.fill(line, kept);
    else missing.push(line);
  }
  await sideBySide(missing, ANSWERS_AT_ONCE, async (line) => {
    const answer = await answerOf(line, resultsFolder);
    if (answer === null) return;
    const made = rowsOf(answer);
    state.fill(line, made.rows);
    await cache.add(line.id, line.at, made);
  });
}

/** Does it when it is first asked for, and again only after it failed. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | null = null;
  return () => {
    begun ??= work();
    begun.catch(() => {
      begun = null;
    });
    return begun;
  };
}

/** The answer of a document, parsed; null where it cannot be read: the table then shows the document without fields. */
export async function answerOf(line: Done, resultsFolder: string): Promise<unknown> {
  try {
    return parseJson(await readFile(await pathBelow(resultsFolder, line.resultFile), 'utf8')) ?? null;
  } catch {
    return null;
  }
}
