import { z } from 'zod';
import { Bytes, DocumentType } from '../domain/analysis.ts';
import { Batch, BatchPreview, BatchProgress, MOST_LISTS, RowLists, TableRow } from '../domain/batch.ts';
import { Grant } from '../domain/grant.ts';
import { action, operation, query } from './kinds.ts';

/** A folder that the operator gave, or that of a batch which was begun before. */
const Documents = z.union([Grant, z.object({ batchId: z.string() })]);

const ById = z.object({ batchId: z.string() });
const OfItem = ById.extend({ itemId: z.string() });

/** Folders of documents, analysed one after the other. */
export const batch = {
  /** The batches of a deployment, newest first, each as its manifest has it. One whose folder is gone is left out. */
  list: query({ input: z.object({ deploymentId: z.string() }), output: z.array(Batch) }),
  /** What a folder holds, before anything is sent. */
  look: query({
    input: z.object({ deploymentId: z.string(), folder: Grant, subfolders: z.boolean() }),
    output: BatchPreview,
  }),
  /**
   * Sends what waits, writes each answer and its line of the manifest as it comes, and ends when nothing waits. Begun again
   * with the same folder it goes on where it stopped: what the service had taken is asked for, not sent again. Cancelling keeps
   * what is there.
   */
  run: operation({
    input: z.object({
      deploymentId: z.string(),
      folder: Documents,
      subfolders: z.boolean(),
      /** Sends what failed once more, too. */
      retryFailed: z.boolean().default(false),
      /** Sends those again of which nobody knows whether the service counted them: their pages may count twice. */
      sendAgain: z.boolean().default(false),
      locale: z.string().nullable().default(null),
    }),
    progress: BatchProgress,
    output: Batch,
    touches: ['batch', 'usage', 'deployments'],
  }),
  /** Sends nothing new until resumed; what is in flight ends. */
  pause: action({ input: ById, output: z.void(), touches: ['batch'] }),
  resume: action({ input: ById, output: z.void(), touches: ['batch'] }),
  /**
   * Rows of documents that changed after `after` (0: all), and the number to ask with next time. A document's rows always
   * come together and replace those it had before; none is ever taken away. While there is `more`, ask again at once.
   */
  table: query({
    input: ById.extend({ after: z.int().min(0) }),
    output: z.object({ rows: z.array(TableRow), upTo: z.int(), more: z.boolean() }),
  }),
  /** Line items and other lists, which the table only counts; documents without an answer are left out. */
  lists: query({
    input: ById.extend({ itemIds: z.array(z.string()).max(MOST_LISTS) }),
    output: z.array(RowLists),
  }),
  /** The answer of a document as it came, a JSON body. */
  result: query({ input: OfItem, output: Bytes }),
  /** The document itself, to draw it. */
  document: query({ input: OfItem, output: z.object({ name: z.string(), type: DocumentType, bytes: Bytes }) }),
  /** Takes a batch off the list; its files stay. */
  forget: action({ input: ById, output: z.void(), touches: ['batch'] }),
};
