import type { DocumentType } from '../analyse/document-type.ts';
import { openImage } from './image/image-document.ts';
import { openPdf } from './pdf/pdf-document.ts';
import type { OpenDocument } from './reader.ts';

/** Opens a document of the type that its bytes showed. Fails with a `Refusal` if it cannot be opened. */
export async function openDocument(bytes: Uint8Array, type: DocumentType): Promise<OpenDocument> {
  return type === 'application/pdf' ? openPdf(bytes) : openImage(bytes, type);
}
