import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { submit } from '../analysis/conversation.ts';
import { likelyPages } from '../analysis/likely-pages.ts';
import { readWhole } from './read-document.ts';
import type { OneDocument, Outcome, SendNeeds, Sent } from './sending.ts';
import { waitForAnswer } from './wait-for-answer.ts';

/**
 * Sends one document once, or takes up where one was sent before, and waits for what comes of it. Fails only when the signal
 * ends, or for what nobody foresaw.
 */
export async function sendOne(one: OneDocument, needs: SendNeeds): Promise<Outcome> {
  const { clock } = needs;
  let sent: Sent | null = one.taken?.document ?? null;
  let route: string | null = one.taken?.route ?? null;
  let acceptedAt: number | null = null;
  try {
    if (route === null) {
      const submitted = await submitOne(one, needs, (document) => {
        sent = document;
      });
      if (submitted.kind !== 'accepted') return submitted;
      ({ route } = submitted);
      sent = submitted.document;
    }
    acceptedAt = clock();
    const document = sent;
    if (document === null) throw new TypeError('sent and unknown');
    const { answer, asked } = await waitForAnswer(route, { id: one.id, pages: document.pages, acceptedAt }, needs);
    return { kind: 'answered', document, answer, milliseconds: clock() - acceptedAt, asked };
  } catch (error) {
    needs.talk().signal.throwIfAborted();
    if (!(error instanceof Foreseen) || isOfDisk(error)) throw error;
    const inJob = acceptedAt !== null;
    if (inJob && sent !== null && isForeseen(error, 'service.failed') && error.facts.serviceCode === '404')
      return { kind: 'unsure', failure: error, document: sent, why: 'forgotten' };
    const mayCome = error.code.startsWith('service.') && error.code !== 'service.failed';
    return {
      kind: 'wrong',
      failure: error,
      document: sent,
      stage: inJob ? 'job' : 'send',
      milliseconds: acceptedAt === null ? null : clock() - acceptedAt,
      route: inJob && mayCome ? route : null,
    };
  }
}

/** What cannot be kept concerns all documents. */
const isOfDisk = ({ code }: Foreseen): boolean => code === 'disk.full' || code === 'file.not-written';

type Submitted =
  | { readonly kind: 'accepted'; readonly route: string; readonly document: Sent }
  | (Outcome & { readonly kind: 'busy' | 'unsure' });

/** A function of its own, so that nothing holds the bytes while the service works. `read`: told what the document is. */
async function submitOne(one: OneDocument, needs: SendNeeds, read: (document: Sent) => void): Promise<Submitted> {
  const { bytes, type, sha256, sizeBytes, modifiedMs } = await readWhole(one);
  const pages = likelyPages(bytes, type) ?? Math.max(1, Math.round(needs.usualPages()));
  const document: Sent = { sha256, sizeBytes, modifiedMs, pages };
  read(document);
  const { signal } = needs.talk();
  signal.throwIfAborted();
  await needs.sending(document);
  if (signal.aborted) {
    await needs.notTaken();
    signal.throwIfAborted();
  }
  const options = { includeTextDetails: true, pages: null, locale: one.locale };
  const talk = { ...needs.talk(), signal: needs.submitSignal };
  let answer: Awaited<ReturnType<typeof submit>>;
  try {
    answer = await submit(talk, { name: one.id, bytes, type }, options, needs.limits.submitMs);
  } catch (error) {
    // Refused in words, or not sent at all: whatever else it is, it is not counted.
    if (error instanceof Foreseen) await needs.notTaken();
    throw error;
  }
  if (answer.kind === 'unsure') return { kind: 'unsure', failure: answer.failure, document, why: 'no-answer' };
  if (answer.kind === 'busy') {
    await needs.notTaken();
    return { kind: 'busy', busy: answer };
  }
  await needs.accepted(answer.route, document);
  signal.throwIfAborted();
  return { kind: 'accepted', route: answer.route, document };
}
