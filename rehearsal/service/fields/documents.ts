import type { Feature } from '../settings/image-identity.ts';
import type { DocumentResult, ReadAnswer } from '../wire/answer.ts';
import { businessCardDocuments } from './business-card.ts';
import { idDocuments } from './id-document.ts';
import { invoiceDocuments } from './invoice.ts';
import { receiptDocuments } from './receipt.ts';
import { pagesOf } from './text.ts';

/** The documents that a prebuilt finds in its helper's words. Layout and Read find none. */
export function documentsOf(
  feature: Feature,
  answer: ReadAnswer,
  wanted: { readonly locale: string | null; readonly year: number },
): readonly DocumentResult[] {
  const pages = pagesOf(answer);
  switch (feature) {
    case 'invoice':
      return invoiceDocuments(pages, wanted.locale);
    case 'receipt':
      return receiptDocuments(pages, wanted.locale);
    case 'businesscard':
      return businessCardDocuments(pages);
    case 'id-document':
      return idDocuments(pages, wanted.year);
    default:
      return [];
  }
}
