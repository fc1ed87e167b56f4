import type { Sample } from '#shared/domain/analysis.ts';

/** The documents that travel with the app, drawn by `scripts/make-samples.ts`; everyone on them is invented. */
export const samples: readonly Omit<Sample, 'sizeBytes'>[] = [
  { id: 'invoice', fileName: 'invoice.pdf', feature: 'invoice', pages: 2 },
  { id: 'receipt', fileName: 'receipt.pdf', feature: 'receipt', pages: 1 },
  { id: 'business-card', fileName: 'business-card.pdf', feature: 'business-card', pages: 1 },
  { id: 'id-card', fileName: 'id-card.pdf', feature: 'id-document', pages: 1 },
  { id: 'form', fileName: 'form.pdf', feature: 'layout', pages: 2 },
];
