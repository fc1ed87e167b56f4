import { z } from 'zod';
import { FeatureId } from './catalogue.ts';

export const Sample = z.object({
  id: z.string(),
  fileName: z.string(),
  feature: FeatureId,
  pages: z.int(),
  sizeBytes: z.int(),
});
export type Sample = z.infer<typeof Sample>;

/** A document's bytes, in whatever buffer. */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');

/** What to analyse: a bundled sample, or the operator's own bytes. */
export const DocumentSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sample'), id: z.string() }),
  z.object({ kind: z.literal('bytes'), name: z.string(), bytes: Bytes }),
]);
export type DocumentSource = z.infer<typeof DocumentSource>;

/** The same, or one that was sent before and interrupted: its result is asked for. */
export const AnalysedSource = z.discriminatedUnion('kind', [
  ...DocumentSource.options,
  z.object({ kind: z.literal('interrupted'), id: z.string() }),
]);
export type AnalysedSource = z.infer<typeof AnalysedSource>;

export const DocumentType = z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/bmp']);
export type DocumentType = z.infer<typeof DocumentType>;

/** An analysis that ended well. What it found is read with `analysis.result`. */
export const AnalysisSummary = z.object({
  resultId: z.string(),
  documentName: z.string(),
  documentType: DocumentType,
  feature: FeatureId,
  analysedAt: z.string(),
  milliseconds: z.number(),
  /** As the answer counts them. */
  pages: z.int(),
  /** Of the answer. */
  sizeBytes: z.int(),
});
export type AnalysisSummary = z.infer<typeof AnalysisSummary>;

/**
 * A document that was sent and whose end Drydock does not know: `accepted` its result can be asked for; `unknown` nobody knows
 * whether the service took it; `forgotten` the service took it and does not know it any more.
 */
export const InterruptedAnalysis = z.object({
  id: z.string(),
  documentName: z.string(),
  sentAt: z.iso.datetime(),
  /** As they seem to be; null where that cannot be told. */
  pages: z.int().nullable(),
  state: z.enum(['accepted', 'unknown', 'forgotten']),
});
export type InterruptedAnalysis = z.infer<typeof InterruptedAnalysis>;
