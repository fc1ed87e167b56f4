import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { type AnalyseOptions, type Busy, type CheckedDocument, submit, type Talk } from './conversation.ts';
import { likelyPages } from './likely-pages.ts';
import { outcomeOf } from './outcome.ts';
import type { InHand, Outgoing, SentDocument, SentDocuments } from './sent-documents.ts';

export interface Delivery {
  readonly talk: Talk;
  readonly document: CheckedDocument;
  readonly options: AnalyseOptions;
  readonly timeoutMs: number;
  readonly from: SentDocument['from'];
  /** The operator knows that its pages may count twice. */
  readonly sendAgain: boolean;
  /** Waits before the document is sent once more, or throws. */
  readonly whenBusy: (busy: Busy, turn: number) => Promise<void>;
}

/** A document that the service has. */
export interface Delivered {
  readonly route: string;
  /** When the service took it. */
  readonly sentAt: string;
  /** It was taken before this run: it is in the ledger already. */
  readonly takenUp: boolean;
  readonly held: InHand;
}

export interface DeliverNeeds {
  readonly sent: SentDocuments;
  readonly now: () => Date;
}

/**
 * Has a document at the service, each step on the disk before the next. One that the service took before and whose end is not
 * known is taken up, not sent again.
 *
 * Fails as `submit` does, with `document.may-count-twice` where it is not known whether the service took it before, and with
 * `file.not-written` and `task.in-the-way`.
 */
export async function deliver(delivery: Delivery, { sent, now }: DeliverNeeds): Promise<Delivered> {
  const { talk, document, options, timeoutMs, sendAgain, whenBusy } = delivery;
  const outgoing = await outgoingOf(delivery);
  const before = sendAgain ? null : sent.find({ ...outgoing, sentAt: '' });
  if (before) return takenUp(sent.takeUp(before.id));
  for (let turn = 0; ; turn += 1) {
    talk.signal.throwIfAborted();
    const held = await sent.begin({ ...outgoing, sentAt: now().toISOString() });
    let answer: Awaited<ReturnType<typeof submit>>;
    try {
      answer = await submit(talk, document, options, timeoutMs);
    } catch (error) {
      // Refused in words, or not sent at all: whatever else it is, it is not counted.
      if (error instanceof Foreseen) await held.over();
      else held.letGo();
      throw error;
    }
    if (answer.kind === 'accepted') {
      const sentAt = now().toISOString();
      await held.accepted(answer.route, sentAt);
      return { route: answer.route, sentAt, takenUp: false, held };
    }
    if (answer.kind === 'unsure') {
      held.letGo();
      throw answer.failure;
    }
    await held.over();
    await whenBusy(answer, turn);
  }
}

/** One that was interrupted, to ask for its result. Fails with `document.may-count-twice` where there is none to be had. */
export function takenUp(held: InHand): Delivered {
  const document = held.document();
  if (document.route !== null && !document.forgotten)
    return { route: document.route, sentAt: document.sentAt, takenUp: true, held };
  held.letGo();
  throw mayCountTwice(document);
}

/**
 * Waits for what becomes of a document that the service has, and notes an end without an answer. What is not known stays
 * noted, so that it can be asked for later; an answer is noted by whoever has kept it.
 *
 * Fails as `work` does; with `document.may-count-twice` where the service does not know the document any more.
 */
export async function untilKnown<T>({ held }: Delivered, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (outcomeOf(error) === 'failed') {
      await held.over();
    } else if (isForeseen(error, 'service.failed')) {
      await held.forgotten();
      throw mayCountTwice(held.document(), error);
    } else held.letGo();
    throw error;
  }
}

const mayCountTwice = ({ documentName, pages, sentAt, forgotten }: SentDocument, cause?: Foreseen): Foreseen =>
  new Foreseen(
    'document.may-count-twice',
    { name: documentName, pages, sentAt, why: forgotten ? 'forgotten' : 'no-answer' },
    { ...(cause?.detail ? { detail: cause.detail } : {}), cause },
  );

async function outgoingOf({ talk, document, options, from }: Delivery): Promise<Omit<Outgoing, 'sentAt'>> {
  const { id, set, feature } = talk.deployment;
  const { bytes, name, type } = document;
  // Not in one piece on this thread: a document may have 50 MB.
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
  return {
    deploymentId: id,
    set: set ?? null,
    feature,
    from,
    documentName: name,
    documentType: type,
    sha256,
    sizeBytes: bytes.length,
    pages: likelyPages(bytes, type),
    includeTextDetails: options.includeTextDetails,
    pageRange: options.pages,
    locale: options.locale,
  };
}
