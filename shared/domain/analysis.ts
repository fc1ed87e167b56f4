import { z } from 'zod';
import { FeatureId } from './catalogue.ts';

/** Eight numbers: x, y of four corners clockwise from the text's top left. Vendor contract 6.5. */
export const BoundingBox = z.array(z.number());

const Word = z.looseObject({
  text: z.string(),
  boundingBox: BoundingBox.nullish(),
  confidence: z.number().nullish(),
});
const Line = z.looseObject({
  text: z.string(),
  boundingBox: BoundingBox.nullish(),
  words: z.array(Word).nullish(),
  appearance: z
    .looseObject({ style: z.looseObject({ name: z.string().nullish(), confidence: z.number().nullish() }).nullish() })
    .nullish(),
});
const SelectionMark = z.looseObject({
  boundingBox: BoundingBox.nullish(),
  confidence: z.number().nullish(),
  state: z.string(),
});
export const ReadResult = z.looseObject({
  page: z.number(),
  angle: z.number().nullish(),
  width: z.number(),
  height: z.number(),
  unit: z.string(),
  lines: z.array(Line).nullish(),
  selectionMarks: z.array(SelectionMark).nullish(),
});
export type ReadResult = z.infer<typeof ReadResult>;

const Cell = z.looseObject({
  rowIndex: z.number(),
  columnIndex: z.number(),
  rowSpan: z.number().nullish(),
  columnSpan: z.number().nullish(),
  text: z.string().nullish(),
  boundingBox: BoundingBox.nullish(),
  isHeader: z.boolean().nullish(),
});
export const Table = z.looseObject({
  rows: z.number(),
  columns: z.number(),
  cells: z.array(Cell),
  boundingBox: BoundingBox.nullish(),
});
export type Table = z.infer<typeof Table>;

export interface FieldValue {
  readonly type?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly confidence?: number | null | undefined;
  readonly page?: number | null | undefined;
  readonly boundingBox?: readonly number[] | null | undefined;
  readonly valueArray?: readonly (FieldValue | null)[] | null | undefined;
  readonly valueObject?: Readonly<Record<string, FieldValue | null>> | null | undefined;
  readonly [member: string]: unknown;
}
/** One field; every member may be absent, because recorded answers leave each of them out somewhere (contract 6.6). */
export const FieldValue: z.ZodType<FieldValue> = z.lazy(() =>
  z.looseObject({
    type: z.string().nullish(),
    text: z.string().nullish(),
    confidence: z.number().nullish(),
    page: z.number().nullish(),
    boundingBox: BoundingBox.nullish(),
    valueArray: z.array(FieldValue.nullable()).nullish(),
    valueObject: z.record(z.string(), FieldValue.nullable()).nullish(),
  }),
);

export const DocumentResult = z.looseObject({
  docType: z.string(),
  docTypeConfidence: z.number().nullish(),
  pageRange: z.array(z.number()).nullish(),
  fields: z.record(z.string(), FieldValue.nullable()).nullish(),
});
export type DocumentResult = z.infer<typeof DocumentResult>;

/** What a v2.1 analyse call found; tolerant of everything in vendor contract 6.6, keeps members it does not know. */
export const AnalyzeResult = z.looseObject({
  version: z.string(),
  readResults: z.array(ReadResult),
  pageResults: z.array(z.looseObject({ page: z.number(), tables: z.array(Table).nullish() })).nullish(),
  documentResults: z.array(DocumentResult).nullish(),
  errors: z.array(z.looseObject({ code: z.string().nullish(), message: z.string().nullish() })).nullish(),
});
export type AnalyzeResult = z.infer<typeof AnalyzeResult>;

/** The body of a poll. Vendor contract 6.3. */
export const AnalyzeOperation = z.looseObject({
  status: z.enum(['notStarted', 'running', 'succeeded', 'failed']),
  createdDateTime: z.string().nullish(),
  lastUpdatedDateTime: z.string().nullish(),
  analyzeResult: AnalyzeResult.nullish(),
});
export type AnalyzeOperation = z.infer<typeof AnalyzeOperation>;

export const Sample = z.object({
  id: z.string(),
  fileName: z.string(),
  feature: FeatureId,
  pages: z.int(),
  sizeBytes: z.int(),
});
export type Sample = z.infer<typeof Sample>;

/** A document's bytes, whatever buffer they lie in. */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');

/** What to analyse: a bundled sample, or the operator's own bytes. */
export const DocumentSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sample'), id: z.string() }),
  z.object({ kind: z.literal('bytes'), name: z.string(), bytes: Bytes }),
]);
export type DocumentSource = z.infer<typeof DocumentSource>;

export const DocumentType = z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/bmp']);
export type DocumentType = z.infer<typeof DocumentType>;

/** An analysis that ended well: the answer as parsed, and the raw body for the JSON view. */
export const Analysis = z.object({
  documentName: z.string(),
  documentType: DocumentType,
  feature: FeatureId,
  analysedAt: z.string(),
  milliseconds: z.number(),
  result: AnalyzeResult,
});
export type Analysis = z.infer<typeof Analysis>;
