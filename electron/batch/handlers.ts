import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { batch } from '#shared/contract/batch.ts';
import type { RowLists } from '#shared/domain/batch.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { Grant } from '#shared/domain/grant.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { answerOf, createBatches, folderOf, type OpenBatch } from './batches.ts';
import { beginBatch } from './begin.ts';
import type { KnownBatches } from './known.ts';
import { lookInto } from './look.ts';
import { readManifest } from './manifest.ts';
import { readWhole } from './read-document.ts';
import { pathBelow, type ResultsPlaces, resultsFolderOf } from './results-folder.ts';
import { rowsOf } from './rules/table.ts';
import type { RunNeeds } from './run.ts';

export interface BatchNeeds extends RunNeeds {
  readonly deployment: (id: string) => Deployment;
  readonly known: KnownBatches;
  readonly grants: Pick<Grants, 'pathOf'>;
  readonly places: ResultsPlaces;
}

const LEFT_OUT_NAMED = 20;

/** Serves `batch`. */
export function serveBatch(needs: BatchNeeds): HandlersFor<typeof batch> {
  const { known, places } = needs;
  const batches = createBatches(known);
  /** One folder at a time is looked into: the window asks for another when the first is not wanted any more. */
  let looking: AbortController | null = null;
  let lookedAt = '';

  /** The document's line in the manifest. Fails with `batch.answer-missing`. */
  const lineOf = (one: OpenBatch, itemId: string) => {
    const line = one.state.line(itemId);
    if (line === null) throw new Foreseen('batch.answer-missing', { name: itemId });
    return line;
  };
  const steer = async (batchId: string, paused: boolean): Promise<void> => {
    const { control } = await batches.byId(batchId);
    if (control === null) return; // it ended meanwhile: there is nothing to hold back
    control.paused = paused;
    control.sender?.stir();
  };

  /** Where the documents are: as the operator gave it, or where those of an earlier batch are. */
  const folderOfRun = async (given: Grant | { readonly batchId: string }): Promise<string> => {
    if (!('batchId' in given)) return needs.grants.pathOf('read-folder', given);
    const one = await batches.byId(given.batchId);
    return folderOf(one.known, one.manifest);
  };

  return {
    list: ({ deploymentId }) => batches.list(deploymentId),
    async look({ deploymentId, folder: given, subfolders }) {
      const folder = needs.grants.pathOf('read-folder', given);
      const { feature } = needs.deployment(deploymentId);
      looking?.abort(new Foreseen('batch.look-replaced', { path: lookedAt }));
      const mine = new AbortController();
      [looking, lookedAt] = [mine, folder];
      const { documents, leftOut } = await lookInto(folder, subfolders, mine.signal);
      const results = await resultsFolderOf(folder, feature, places);
      const manifest = await readManifest(results.path);
      const done = documents.filter(({ id, sizeBytes }) => {
        const line = manifest?.documents.get(id);
        return line?.event === 'done' && line.sizeBytes === sizeBytes;
      });
      return {
        documents: documents.length,
        sizeBytes: documents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        leftOut: leftOut.slice(0, LEFT_OUT_NAMED),
        leftOutCount: leftOut.length,
        resultsFolder: results.path,
        resultsPlace: results.place,
        alreadyDone: done.length,
      };
    },
    run: async (input, context) => {
      const folder = await folderOfRun(input.folder);
      return beginBatch({ ...input, folder }, context, { ...needs, batches });
    },
    pause: ({ batchId }) => steer(batchId, true),
    resume: ({ batchId }) => steer(batchId, false),
    async table({ batchId, after }) {
      const one = await batches.byId(batchId);
      await one.withRows();
      return one.state.after(after);
    },
    async lists({ batchId, itemIds }) {
      const one = await batches.byId(batchId);
      const cache = await one.cache();
      const found: RowLists[] = [];
      for (const itemId of itemIds) {
        const line = one.state.line(itemId);
        if (line?.event !== 'done') continue;
        const lists =
          (await cache.lists(itemId, line.at)) ?? rowsOf(await answerOf(line, one.known.resultsFolder)).lists;
        found.push(...lists.map((part) => ({ ...part, itemId })));
      }
      return found;
    },
    async result({ batchId, itemId }) {
      const one = await batches.byId(batchId);
      const line = lineOf(one, itemId);
      if (line.event !== 'done') throw new Foreseen('batch.answer-missing', { name: itemId });
      try {
        return new Uint8Array(await readFile(await pathBelow(one.known.resultsFolder, line.resultFile)));
      } catch (cause) {
        throw new Foreseen('batch.answer-missing', { name: itemId }, { cause });
      }
    },
    async document({ batchId, itemId }) {
      const one = await batches.byId(batchId);
      lineOf(one, itemId);
      const { bytes, type } = await readWhole({ folder: folderOf(one.known, one.manifest), id: itemId });
      return { name: basename(itemId), type, bytes };
    },
    async forget({ batchId }) {
      const one = (await known.list()).find(({ id }) => id === batchId);
      if (one && batches.runs(one.resultsFolder))
        throw new Foreseen('batch.already-running', { folder: one.resultsFolder });
      await known.forget(batchId);
      if (one) batches.drop(one.resultsFolder);
    },
  };
}
