import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { takenType } from '../analysis/check-document.ts';
import { type Answered, type Busy, poll, submit, type Talk } from '../analysis/conversation.ts';
import { pause } from '../analysis/pause.ts';
import { pathBelow } from './results-folder.ts';
import { askAtMs, type Expectation, patienceMs } from './rules/asking.ts';
import { likelyPages } from './rules/likely-pages.ts';
import type { backOffMs } from './rules/retry.ts';

export interface OneDocument {
  readonly id: string;
  readonly folder: string;
  readonly locale: string | null;
}

export interface ReadDocument {
  readonly bytes: Uint8Array;
  readonly type: DocumentType;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface SendLimits {
  /** One submit: the body may be large and the container busy. */
  readonly submitMs: number;
  readonly pollMs: number;
  /** How long to wait after refusals. */
  readonly backOff: typeof backOffMs;
}

export interface SendNeeds {
  readonly talk: Talk;
  readonly limits: SendLimits;
  readonly clock: () => number;
  /** 0 to 1, as `Math.random`. */
  readonly luck: () => number;
  readonly expectation: () => Expectation | null;
  /** How many pages a document has of which it cannot be told. */
  readonly usualPages: () => number;
  /** Whether nothing else waits to be sent. */
  readonly isLast: () => boolean;
  /** The service has it; its bytes are not needed any more. */
  readonly accepted: () => void;
}

/** What was known of the document when it ended. */
interface Sent {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export type Outcome =
  | {
      readonly kind: 'answered';
      readonly document: Sent;
      readonly answer: Answered;
      /** From acceptance to the answer. */
      readonly milliseconds: number;
      /** How often it was asked for. */
      readonly asked: number;
    }
  | { readonly kind: 'busy'; readonly busy: Busy }
  | {
      readonly kind: 'wrong';
      readonly failure: Foreseen;
      readonly document: Sent | null;
      readonly stage: 'send' | 'job';
      /** The service does not know it any more. */
      readonly forgotten: boolean;
      readonly milliseconds: number | null;
    };

/** Sends one document once and waits for what comes of it. Fails only when the signal ends, or for what nobody foresaw. */
export async function sendOne(one: OneDocument, needs: SendNeeds): Promise<Outcome> {
  const { talk, limits, clock } = needs;
  let sent: Sent | null = null;
  let acceptedAt: number | null = null;
  try {
    let route: string;
    let pages: number;
    {
      // In a block of its own, so that nothing holds the bytes while the service works.
      const document = await readWhole(one);
      sent = { sha256: document.sha256, sizeBytes: document.sizeBytes, modifiedMs: document.modifiedMs };
      const options = { includeTextDetails: true, pages: null, locale: one.locale };
      const answer = await submit(talk, { name: one.id, ...document }, options, limits.submitMs);
      if (answer.kind === 'busy') return { kind: 'busy', busy: answer };
      route = answer.route;
      pages = likelyPages(document.bytes, document.type) ?? needs.usualPages();
    }
    acceptedAt = clock();
    needs.accepted();
    const { answer, asked } = await waitFor(route, { id: one.id, pages, acceptedAt }, needs);
    return { kind: 'answered', document: sent, answer, milliseconds: clock() - acceptedAt, asked };
  } catch (error) {
    talk.signal.throwIfAborted();
    if (!(error instanceof Foreseen)) throw error;
    return {
      kind: 'wrong',
      failure: error,
      document: sent,
      stage: acceptedAt === null ? 'send' : 'job',
      forgotten: isForeseen(error, 'service.failed') && error.facts.serviceCode === '404' && acceptedAt !== null,
      milliseconds: acceptedAt === null ? null : clock() - acceptedAt,
    };
  }
}

const THINK_AGAIN_MS = 200;

interface Taken {
  readonly id: string;
  readonly pages: number;
  readonly acceptedAt: number;
}

async function waitFor(
  route: string,
  { id, pages, acceptedAt }: Taken,
  needs: SendNeeds,
): Promise<{ readonly answer: Answered; readonly asked: number }> {
  const { talk, limits, clock, expectation } = needs;
  let refused = 0;
  let lastMs: number | null = null;
  for (let asked = 1; ; asked += 1) {
    const patience = patienceMs(expectation(), pages);
    if (clock() - acceptedAt > patience)
      throw new Foreseen('service.too-slow', {
        image: talk.deployment.feature,
        seconds: Math.round(patience / 1000),
      });
    for (;;) {
      const left = askAtMs(expectation(), { pages, lastMs, last: needs.isLast() }) - (clock() - acceptedAt);
      if (left <= 0) break;
      // In parts, because what is known gets better meanwhile.
      await pause(Math.min(left, THINK_AGAIN_MS), talk.signal);
    }
    lastMs = clock() - acceptedAt;
    const answer = await poll(talk, route, id, limits.pollMs);
    if (answer.kind === 'succeeded') return { answer, asked };
    // A broken line may be the end of the container; any other answer that can't be understood is asked for again.
    if (answer.kind === 'unclear' && answer.failure.code === 'service.unreachable') throw answer.failure;
    if (answer.retryAfterMs !== null && answer.retryAfterMs > 0) await pause(answer.retryAfterMs, talk.signal);
    else if (answer.kind !== 'running') await pause(limits.backOff(refused, null, needs.luck()), talk.signal);
    refused = answer.kind === 'running' ? 0 : refused + 1;
  }
}

const CHUNK_BYTES = 1024 * 1024;

/** Reads a document and its checksum. Fails with `document.*`. */
export async function readWhole({ folder, id }: Pick<OneDocument, 'folder' | 'id'>): Promise<ReadDocument> {
  const path = await pathBelow(folder, id);
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Foreseen('document.unreadable', { name: id }, { cause });
  });
  try {
    const { size, mtimeMs } = await file.stat();
    if (size >= DOCUMENT_LIMIT_BYTES)
      throw new Foreseen('document.too-large', { name: id, sizeBytes: size, limitBytes: DOCUMENT_LIMIT_BYTES });
    const bytes = new Uint8Array(size);
    const hash = createHash('sha256');
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, Math.min(CHUNK_BYTES, size - length), length);
      if (bytesRead === 0) break;
      hash.update(bytes.subarray(length, length + bytesRead));
      length += bytesRead;
    }
    const whole = bytes.subarray(0, length);
    return {
      bytes: whole,
      type: await takenType(id, whole),
      sha256: hash.digest('hex'),
      sizeBytes: length,
      modifiedMs: Math.round(mtimeMs),
    };
  } catch (error) {
    if (error instanceof Foreseen) throw error;
    throw new Foreseen('document.unreadable', { name: id }, { cause: error });
  } finally {
    await file.close();
  }
}
