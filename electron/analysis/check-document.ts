import type { DocumentType } from '#shared/domain/analysis.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { checkDocument, DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { needsPassword } from './pdf-lock.ts';

/** What a document is, once it is known that the service would take it. Fails with `document.*`. */
export async function takenType(name: string, bytes: Uint8Array): Promise<DocumentType> {
  const verdict = checkDocument(bytes);
  if (!verdict.ok) {
    if (verdict.reason === 'too-large')
      throw new Foreseen('document.too-large', { name, sizeBytes: bytes.length, limitBytes: DOCUMENT_LIMIT_BYTES });
    throw new Foreseen(`document.${verdict.reason}`, { name });
  }
  if (verdict.type === 'application/pdf' && (await needsPassword(bytes)))
    throw new Foreseen('document.password-protected', { name });
  return verdict.type;
}
