import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { DocumentType, type InterruptedAnalysis } from '#shared/domain/analysis.ts';
import { FeatureId } from '#shared/domain/catalogue.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { openJournal } from '../files/journal.ts';

const FILE = 'sent-documents.json';

const SentDocument = z.object({
  id: z.string(),
  deploymentId: z.string(),
  /** The container set that has it, where it is not the deployment's first. */
  set: z.string().nullable(),
  feature: FeatureId,
  /** Which job sent it. */
  from: z.enum(['analyse', 'sample']),
  documentName: z.string(),
  documentType: DocumentType,
  sha256: z.string(),
  sizeBytes: z.int(),
  /** As they seem to be; null where that cannot be told. */
  pages: z.int().nullable(),
  includeTextDetails: z.boolean(),
  /** Which pages were asked for; null for all. */
  pageRange: z.string().nullable(),
  locale: z.string().nullable(),
  /** When the request went out, and once it is known when the service took it. */
  sentAt: z.iso.datetime(),
  /** Where its result can be asked for; null while it is not known whether the service took it. */
  route: z.string().nullable(),
  /** The service was asked and does not know it any more. */
  forgotten: z.boolean(),
});
export type SentDocument = z.infer<typeof SentDocument>;

/** What is known of a document when it goes out. */
export type Outgoing = Omit<SentDocument, 'id' | 'route' | 'forgotten'>;

/** A document that somebody in this run of the app works at. */
export interface InHand {
  readonly document: () => SentDocument;
  /** Ends when it is on the disk that the service has it, and where its result is. */
  readonly accepted: (route: string, at: string) => Promise<void>;
  /** The service was asked and does not know it any more. */
  readonly forgotten: () => Promise<void>;
  /** Its end is known, or it was not taken: nothing is to be remembered. */
  readonly over: () => Promise<void>;
  /** Nobody waits for it any more, and its end is not known. */
  readonly letGo: () => void;
}

export type SentDocuments = Awaited<ReturnType<typeof openSentDocuments>>;

export interface SentDocumentsOptions {
  readonly folder: string;
  readonly now: () => Date;
  /** Told when a later step could not be noted: what is on the disk then says less than is known. */
  readonly failed: (error: unknown) => void;
}

/**
 * Opens the journal of documents that were sent one by one and whose end is not known. Pages are bought when the service
 * takes a document: what it took is asked for again and never sent twice without a word.
 */
export async function openSentDocuments({ folder, now, failed }: SentDocumentsOptions) {
  const journal = await openJournal({ path: join(folder, FILE), entry: SentDocument, now });
  const inHand = new Map<string, Outgoing>();
  const notices = [...journal.notices, ...noticesOf(journal.entries())];

  function hold(document: SentDocument): InHand {
    const { id } = document;
    let current = document;
    inHand.set(id, document);
    const change = async (next: Partial<SentDocument>): Promise<void> => {
      current = { ...current, ...next };
      await journal.put(current).catch(failed);
    };
    return {
      document: () => current,
      accepted: (route, at) => change({ route, sentAt: at }),
      async forgotten() {
        await change({ forgotten: true });
        inHand.delete(id);
      },
      async over() {
        await journal.remove(id).catch(failed);
        inHand.delete(id);
      },
      letGo: () => void inHand.delete(id),
    };
  }
  const interrupted = (): readonly SentDocument[] => journal.entries().filter(({ id }) => !inHand.has(id));

  function one(id: string): SentDocument {
    const found = interrupted().find((other) => other.id === id);
    if (!found) throw new Foreseen('document.not-interrupted', {});
    return found;
  }

  return {
    notices,
    /** The same document, sent to the same service with the same wishes before, of which nobody knows how it ended. */
    find: (outgoing: Outgoing): SentDocument | null =>
      interrupted().findLast((one) => sameWish(one) === sameWish(outgoing)) ?? null,
    /** One whose end nobody knows. Fails with `document.not-interrupted`. */
    interrupted: one,
    /** Takes it up. Fails with `document.not-interrupted`. */
    takeUp: (id: string): InHand => hold(one(id)),
    /**
     * Ends when it is on the disk that this document is on its way. Fails with `file.not-written`; with `task.in-the-way` while
     * the same document is on its way with the same wishes: its pages would be bought twice without a word.
     */
    async begin(outgoing: Outgoing): Promise<InHand> {
      if ([...inHand.values()].some((one) => sameWish(one) === sameWish(outgoing)))
        throw new Foreseen('task.in-the-way', { running: 'analysis.analyse' });
      const before = interrupted().filter((one) => sameWish(one) === sameWish(outgoing));
      const held = hold({ ...outgoing, id: randomUUID(), route: null, forgotten: false });
      try {
        await journal.put(held.document());
        for (const { id } of before) await journal.remove(id);
      } catch (error) {
        held.letGo();
        throw error;
      }
      return held;
    },
    /** Newest first, as the page shows them. */
    list: (deploymentId: string): readonly InterruptedAnalysis[] =>
      interrupted()
        .filter((one) => one.deploymentId === deploymentId && one.from === 'analyse')
        .map(({ id, documentName, sentAt, pages, route, forgotten }) => ({
          id,
          documentName,
          sentAt,
          pages,
          state: forgotten ? ('forgotten' as const) : route === null ? ('unknown' as const) : ('accepted' as const),
        }))
        .toReversed(),
    putAway: (id: string): Promise<void> => journal.remove(id),
    /** Samples that were sent through sets which are not there any more. */
    async forgetOtherSets(deploymentId: string, set: string | null): Promise<void> {
      for (const one of interrupted())
        if (one.deploymentId === deploymentId && one.from === 'sample' && one.set !== set) await journal.remove(one.id);
    },
    close: journal.close,
  };
}

const sameWish = (one: Outgoing): string =>
  JSON.stringify([one.deploymentId, one.set, one.from, one.sha256, one.includeTextDetails, one.pageRange, one.locale]);

/** What was found interrupted at the start, in one notice. */
function noticesOf(entries: readonly SentDocument[]): Failure[] {
  const found = entries.filter(({ from, forgotten }) => from === 'analyse' && !forgotten);
  const last = found.at(-1);
  if (!last) return [];
  const facts = { name: last.documentName, sentAt: last.sentAt, others: found.length - 1 };
  return [toFailure(new Foreseen('document.interrupted', facts))];
}
