import { z } from 'zod';
import type { Failure } from '../failures/failure.ts';
import { FeatureId } from './catalogue.ts';

/** One document of a batch. `id` is its path below the batch's folder, with `/` on every system. */
export const BatchItem = z.object({
  id: z.string(),
  sizeBytes: z.int(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** As the answer counts them; null until there is one. */
  pages: z.int().nullable(),
  milliseconds: z.number().nullable(),
  /** How often it was sent. */
  attempts: z.int(),
  endedAt: z.string().nullable(),
  failure: z.custom<Failure>((value) => typeof value === 'object').nullable(),
  /** The answer's file in the results folder, relative to it; null until there is one. */
  resultFile: z.string().nullable(),
});
export type BatchItem = z.infer<typeof BatchItem>;

export const BatchCounts = z.object({
  total: z.int(),
  waiting: z.int(),
  running: z.int(),
  done: z.int(),
  failed: z.int(),
  /** Pages of the documents that are done. */
  pages: z.int(),
  /** Of those that wait: sent before, and nobody knows whether the service counted them. They are not sent again unasked. */
  unsure: z.int(),
  /** About so many pages these have. */
  unsurePages: z.int(),
});
export type BatchCounts = z.infer<typeof BatchCounts>;

/**
 * A folder of documents and what became of each. What is true of it is in the manifest of its results folder, not
 * here: a batch survives a kill, a restart, and being carried to another computer.
 */
export const Batch = z.object({
  id: z.string(),
  deploymentId: z.string(),
  feature: FeatureId,
  folder: z.string(),
  resultsFolder: z.string(),
  subfolders: z.boolean(),
  createdAt: z.string(),
  /** `running` and `paused` while its operation runs; `interrupted`: it can go on; `finished`: nothing waits. */
  state: z.enum(['running', 'paused', 'interrupted', 'finished']),
  counts: BatchCounts,
  /** What was wrong with its manifest when it was opened; what could be read of it was kept. */
  notice: z.custom<Failure>((value) => typeof value === 'object').nullable(),
});
export type Batch = z.infer<typeof Batch>;

/** What a folder holds, looked at before it is begun. */
export const BatchPreview = z.object({
  documents: z.int(),
  sizeBytes: z.int(),
  /** Files that are no documents of a kind the service reads, or too large: they are left alone. At most 20 names. */
  leftOut: z.array(z.object({ id: z.string(), why: z.enum(['wrong-type', 'too-large', 'empty', 'unreadable']) })),
  leftOutCount: z.int(),
  /** Where the answers would go. */
  resultsFolder: z.string(),
  /** `documents`: the folder itself cannot be written to, so they go below the documents folder. */
  resultsPlace: z.enum(['inside', 'documents']),
  /** Documents that a manifest there has as done already, for the same feature: they are not sent again. */
  alreadyDone: z.int(),
});
export type BatchPreview = z.infer<typeof BatchPreview>;

export const BatchProgress = z.object({
  batchId: z.string(),
  counts: BatchCounts,
  paused: z.boolean(),
  /** How many are sent at once just now; found by trying what the service takes best. */
  inFlight: z.int(),
  /** Over the last while; null until it is known. */
  pagesPerMinute: z.number().nullable(),
  remainingMs: z.number().nullable(),
  /** The service said that it is busy; sending waits until then. */
  backingOffUntil: z.string().nullable(),
  /** Why the batch waits by itself, e.g. because the container is gone; it goes on as soon as that is over. */
  held: z.custom<Failure>((value) => typeof value === 'object').nullable(),
});
export type BatchProgress = z.infer<typeof BatchProgress>;

/** A field of a document as the table of all documents shows it. */
export const TableField = z.object({
  /** As the answer says, e.g. `date`; null where it does not. */
  type: z.string().nullable(),
  text: z.string().nullable(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  confidence: z.number().nullable(),
});
export type TableField = z.infer<typeof TableField>;

/**
 * A document of the table. `fields` by name, members of a group as `MachineReadableZone.FirstName`; a document type that
 * comes more than once in one file (receipts on several pages) gives one row each, told apart by `part`. Line items and
 * other lists are counted in `items`. A document without an answer has one row, with nothing in it.
 */
export const TableRow = z.object({
  item: BatchItem,
  part: z.int(),
  docType: z.string().nullable(),
  fields: z.record(z.string(), TableField),
  items: z.record(z.string(), z.int()),
  /** What stands on all pages of the file; null until there is an answer. */
  found: z.object({ lines: z.int(), tables: z.int(), marks: z.int() }).nullable(),
});
export type TableRow = z.infer<typeof TableRow>;

/** The line items and other lists of a {@link TableRow}, by name. A list of plain values has the one member `''`. */
export const RowLists = z.object({
  itemId: z.string(),
  part: z.int(),
  lists: z.record(z.string(), z.array(z.record(z.string(), TableField))),
});
export type RowLists = z.infer<typeof RowLists>;

/** How many documents' lists are read at once: enough to be quick, few enough to stay within a blink. */
export const MOST_LISTS = 500;
