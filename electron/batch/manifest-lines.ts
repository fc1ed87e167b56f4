import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { BatchItem } from '#shared/domain/batch.ts';
import { FeatureId } from '#shared/domain/catalogue.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { parseJson } from '../files/parse-json.ts';

/**
 * The manifest of a batch: one JSON object a line, only ever added to. The first line says whose it is, each later one
 * what happened. What is true of a document is the last line with its id.
 */
export const MANIFEST_VERSION = 1;

const Begun = z.object({
  event: z.literal('begun'),
  at: z.string(),
  deploymentId: z.string(),
  subfolders: z.boolean(),
  locale: z.string().nullable(),
});
export type Begun = z.infer<typeof Begun>;

export const Header = z.object({
  drydock: z.literal('batch'),
  version: z.literal(MANIFEST_VERSION),
  id: z.string().min(1),
  feature: FeatureId,
  /** The folder's path when the batch was begun; where the results are inside it, their own path counts. */
  folder: z.string(),
  place: z.enum(['inside', 'documents']),
  createdAt: z.string(),
  deploymentId: z.string(),
  subfolders: z.boolean(),
  locale: z.string().nullable(),
});
export type Header = z.infer<typeof Header>;

/** A document as it was in the folder: a changed one differs in these. */
const OfDocument = z.object({
  id: z.string().min(1),
  at: z.string(),
  sizeBytes: z.int().nonnegative(),
  modifiedMs: z.number(),
});

/** It is there to be sent, for the first time or once more. */
const Waiting = OfDocument.extend({ event: z.literal('waiting') });

/** What is known of a document when it is sent. */
const AsSent = OfDocument.extend({
  sha256: z.string(),
  attempts: z.int(),
  /** As far as they can be told before the service counts them. */
  pages: z.int().nonnegative(),
});

/** It is on its way: until another line follows, nobody knows whether the service has it. */
const Sending = AsSent.extend({ event: z.literal('sending') });
export type Sending = z.infer<typeof Sending>;

/** The service has it; its answer is asked for at `route`, also after a kill. `at` is when it was taken, as in the ledger. */
const Accepted = AsSent.extend({ event: z.literal('accepted'), route: z.string() });
export type Accepted = z.infer<typeof Accepted>;

/**
 * The service may have counted it, and its answer can't be had any more. It is sent again when the operator says so.
 * `service-ended`: the container ended with it in hand; `answer-lost`: it was answered, and the answer's file is gone.
 */
const Unsure = AsSent.extend({
  event: z.literal('unsure'),
  why: z.enum(['no-answer', 'forgotten', 'service-ended', 'answer-lost']),
});
export type Unsure = z.infer<typeof Unsure>;

const Done = OfDocument.extend({
  event: z.literal('done'),
  sha256: z.string(),
  pages: z.int().nonnegative(),
  milliseconds: z.number(),
  attempts: z.int(),
  resultFile: z.string(),
});
export type Done = z.infer<typeof Done>;

const Failed = OfDocument.extend({
  event: z.literal('failed'),
  /** Null where the document could not be read. */
  sha256: z.string().nullable(),
  milliseconds: z.number().nullable(),
  attempts: z.int(),
  failure: z.custom<Failure>((value) => typeof value === 'object' && value !== null && 'code' in value),
  /** Where its answer may still come: the service took it, and never said how it ended. */
  route: z.string().nullish(),
  /** When the service took it, as in the ledger, and the pages that it seems to have; where `route` is. */
  taken: z.object({ at: z.string(), pages: z.int().nonnegative() }).nullish(),
});
export type Failed = z.infer<typeof Failed>;

export const DocumentEvent = z.discriminatedUnion('event', [Waiting, Sending, Accepted, Unsure, Done, Failed]);
export type DocumentEvent = z.infer<typeof DocumentEvent>;

const Line = z.discriminatedUnion('event', [Begun, Waiting, Sending, Accepted, Unsure, Done, Failed]);
export type Line = z.infer<typeof Line>;

export interface ReadManifest {
  /** Null when the first line does not say whose it is. */
  readonly header: Header | null;
  readonly begun: Begun | null;
  /** The last line of each document, in the order in which the documents first came. */
  readonly documents: ReadonlyMap<string, DocumentEvent>;
  /** Lines that could not be understood, a torn last one aside. */
  readonly damaged: number;
  /** The bytes up to which whole lines go; what follows is torn. */
  readonly wholeBytes: number;
}

const NEWLINE = 0x0a;

/** Lines read before others get their turn. */
const AT_ONCE = 250;

/**
 * Reads a manifest as far as it goes, in slices. A last line without its end is torn: it was never said to be kept.
 */
export async function readLines(bytes: Uint8Array): Promise<ReadManifest> {
  const wholeBytes = bytes.lastIndexOf(NEWLINE) + 1;
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, wholeBytes).toString('utf8').split('\n').slice(0, -1);
  const header = Header.safeParse(parseJson(lines[0] ?? '')).data ?? null;
  const documents = new Map<string, DocumentEvent>();
  let begun: Begun | null = null;
  let damaged = 0;
  for (const [at, text] of (header === null ? lines : lines.slice(1)).entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const { data } = Line.safeParse(parseJson(text));
    if (data === undefined) damaged += 1;
    else if (data.event === 'begun') begun = data;
    else documents.set(data.id, data);
  }
  return { header, begun, documents, damaged, wholeBytes };
}

/** How many pages may count twice if this document is sent again; null where none do. */
export const unsurePages = (line: DocumentEvent): number | null =>
  line.event === 'sending' || line.event === 'unsure' ? line.pages : null;

/** The document of a manifest's line as the screen sees it. */
export function itemOf(line: DocumentEvent): BatchItem {
  const common = { id: line.id, sizeBytes: line.sizeBytes };
  switch (line.event) {
    case 'waiting':
    case 'sending':
    case 'accepted':
    case 'unsure':
      return {
        ...common,
        state: 'waiting',
        pages: null,
        milliseconds: null,
        attempts: line.event === 'waiting' ? 0 : line.attempts,
        endedAt: null,
        failure: null,
        resultFile: null,
      };
    case 'done':
      return {
        ...common,
        state: 'done',
        pages: line.pages,
        milliseconds: line.milliseconds,
        attempts: line.attempts,
        endedAt: line.at,
        failure: null,
        resultFile: line.resultFile,
      };
    case 'failed':
      return {
        ...common,
        state: 'failed',
        pages: null,
        milliseconds: line.milliseconds,
        attempts: line.attempts,
        endedAt: line.at,
        failure: line.failure,
        resultFile: null,
      };
  }
}
