import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { SubmittedDocument } from '../analyse/document.ts';
import type { FeatureFacts } from '../features.ts';
import { ReadAnswer } from '../wire/answer.ts';

const CALL_MS = 60_000;
const POLL_MS = 150;
const PATIENCE_MS = 10 * 60_000;

const Poll = z.object({
  status: z.enum(['notStarted', 'running', 'succeeded', 'failed']),
  analyzeResult: z.unknown().optional(),
});

/** The helper could not be reached, or answered something that is no answer. `message` is for the log. */
export class HelperFailure extends Error {
  /** Whether nobody answered at all. */
  readonly unreachable: boolean;

  constructor(message: string, unreachable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.unreachable = unreachable;
  }
}

/** The system's reason behind a failed `fetch`, in the words that the vendor's log has for it. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ECONNREFUSED') return 'Connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Name or service not known';
  if (code === 'EHOSTUNREACH') return 'No route to host';
  return cause instanceof Error ? cause.message : String(cause);
}

async function call(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(CALL_MS) });
  } catch (error) {
    throw new HelperFailure(reasonOf(error), true, { cause: error });
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    throw new HelperFailure('The helper did not answer with JSON.', false, { cause: error });
  }
}

async function submit(address: URL, document: SubmittedDocument): Promise<URL> {
  const answer = await call(address, {
    method: 'POST',
    headers: { 'content-type': document.type },
    body: document.bytes.slice(),
  });
  const location = answer.headers.get('operation-location');
  const text = await answer.text();
  if (answer.status !== 202) {
    throw new HelperFailure(`The helper answered ${answer.status}: ${text.slice(0, 500)}`, false);
  }
  if (location === null || !URL.canParse(location)) {
    throw new HelperFailure('The helper did not say where its result will be.', false);
  }
  // The helper names itself as it was called; rebasing keeps the address that is known to work.
  const { pathname, search } = new URL(location);
  return new URL(`${pathname}${search}`, address);
}

/**
 * Has a helper read a document: submits it, asks until it is done, and gives the helper's pages. `host` is the setting's
 * value, such as `http://layout:5000`. Fails with a `HelperFailure`.
 */
export async function askHelper(
  host: string,
  helper: FeatureFacts,
  document: SubmittedDocument,
  pages: string | null,
): Promise<ReadAnswer> {
  if (!URL.canParse(host) || !/^https?:/i.test(host)) throw new HelperFailure(`'${host}' is no address.`, true);
  const address = new URL(`${host.replace(/\/+$/, '')}${helper.submitPath}`);
  if (pages !== null) address.searchParams.set('pages', pages);
  const result = await submit(address, document);
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const answer = await call(result, { method: 'GET' });
    const body = await jsonOf(answer);
    if (answer.status === 200) {
      const poll = Poll.safeParse(body);
      if (!poll.success) throw new HelperFailure('The helper’s answer has no status.', false);
      if (poll.data.status === 'failed') throw new HelperFailure('The helper could not read the document.', false);
      if (poll.data.status === 'succeeded') {
        const read = ReadAnswer.safeParse(poll.data.analyzeResult);
        if (!read.success) throw new HelperFailure('The helper’s result cannot be understood.', false);
        return read.data;
      }
    } else if (answer.status !== 429 && answer.status !== 503) {
      throw new HelperFailure(`The helper answered ${answer.status}.`, false);
    }
    await delay(POLL_MS);
  }
  throw new HelperFailure('The helper did not finish in ten minutes.', false);
}
