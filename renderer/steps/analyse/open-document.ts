import type { DocumentSource, DocumentType } from '#shared/domain/analysis.ts';

/** Characters of a document's name beside a page's title; file systems take 255. */
export const MOST_OF_A_NAME = 48;

/** A document that the operator looks at: what is sent, and the bytes to draw it from. */
export interface OpenDocument {
  readonly source: DocumentSource;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type: DocumentType;
}

/** An answer that was opened from a file, with its document where that was opened too. */
export interface SavedAnswer {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly document: OpenDocument | null;
}

/** Enough to look back and to try again; own documents stay in this window's memory and nowhere else. */
const MOST_KEPT = 3;

const kept = new Map<string, OpenDocument>();

/** Remembers which document an analysis was started with, since its snapshot carries no bytes. */
export function keepDocument(operationId: string, document: OpenDocument): void {
  kept.set(operationId, document);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
}

/** The document of an analysis; null after a reload of the window. */
export const documentOf = (operationId: string): OpenDocument | null => kept.get(operationId) ?? null;
