import { z } from 'zod';

/** x and y of four corners, clockwise from the text's top left. Vendor contract 6.5. */
export const Box = z.array(z.number()).length(8);
export type Box = readonly number[];

const Word = z.object({ text: z.string(), boundingBox: Box, confidence: z.number() });
export type Word = Readonly<z.infer<typeof Word>>;

const Line = z.object({
  text: z.string(),
  boundingBox: Box,
  words: z.array(Word),
  appearance: z.object({ style: z.object({ name: z.string(), confidence: z.number() }) }).optional(),
});
export type Line = Readonly<z.infer<typeof Line>>;

const SelectionMark = z.object({
  boundingBox: Box,
  confidence: z.number(),
  state: z.enum(['selected', 'unselected']),
});
export type SelectionMark = Readonly<z.infer<typeof SelectionMark>>;

/** One page that was read. The order of members is that of the recorded answers. */
export const ReadPage = z.object({
  page: z.int(),
  angle: z.number(),
  width: z.number(),
  height: z.number(),
  unit: z.enum(['inch', 'pixel']),
  lines: z.array(Line).default([]),
  selectionMarks: z.array(SelectionMark).optional(),
});
export type ReadPage = Readonly<z.infer<typeof ReadPage>>;

const Cell = z.object({
  rowIndex: z.int(),
  columnIndex: z.int(),
  rowSpan: z.int().optional(),
  columnSpan: z.int().optional(),
  text: z.string().default(''),
  boundingBox: Box,
  elements: z.array(z.string()).optional(),
  isHeader: z.boolean().optional(),
});
export type Cell = Readonly<z.infer<typeof Cell>>;

const Table = z.object({ rows: z.int(), columns: z.int(), cells: z.array(Cell), boundingBox: Box });
export type Table = Readonly<z.infer<typeof Table>>;

const PageResult = z.object({ page: z.int(), tables: z.array(Table) });
export type PageResult = Readonly<z.infer<typeof PageResult>>;

/** What layout and Read give: also what a prebuilt gets from its helper. */
export const ReadAnswer = z.object({ readResults: z.array(ReadPage), pageResults: z.array(PageResult).optional() });
export type ReadAnswer = Readonly<z.infer<typeof ReadAnswer>>;

/** A field's value. Which `value…` member is there goes by `type`. Vendor contract 6.5. */
export interface FieldValue {
  readonly type: 'string' | 'date' | 'time' | 'phoneNumber' | 'number' | 'array' | 'object' | 'countryRegion';
  readonly valueString?: string;
  readonly valueDate?: string;
  readonly valueTime?: string;
  readonly valuePhoneNumber?: string;
  readonly valueNumber?: number;
  readonly valueCountryRegion?: string;
  readonly valueArray?: readonly FieldValue[];
  readonly valueObject?: Readonly<Record<string, FieldValue>>;
  readonly text?: string;
  readonly boundingBox?: Box;
  readonly page?: number;
  readonly confidence?: number;
  readonly elements?: readonly string[];
}
export type Fields = Readonly<Record<string, FieldValue>>;

export interface DocumentResult {
  readonly docType: string;
  readonly docTypeConfidence?: number;
  readonly pageRange: readonly [number, number];
  readonly fields: Fields;
}

export interface AnswerError {
  readonly code: string;
  readonly message: string;
}

/** The `analyzeResult` of a finished job. */
export interface AnalyzeResult {
  readonly version: string;
  readonly modelVersion?: string;
  readonly readResults: readonly unknown[];
  readonly pageResults?: readonly PageResult[];
  readonly documentResults?: readonly DocumentResult[];
  readonly errors?: readonly AnswerError[];
}
