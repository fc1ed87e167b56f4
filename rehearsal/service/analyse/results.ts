import type { FeatureFacts } from '../features.ts';
import type { PageContent } from '../reader/reader.ts';
import { tablesAt } from '../reader/tables/tables.ts';
import type { AnalyzeResult, DocumentResult, Fields, FieldValue, ReadAnswer, ReadPage } from '../wire/answer.ts';

/** **Observed** in recorded answers (vendor contract 6.5); Read's own number and model are those of its image's tag. */
export const FORM_VERSION = '2.1.0';
const READ_VERSION = '3.2.0';
const READ_MODEL = '2021-04-12';

/** Layout's answer: every page with its lines, and every page's tables. */
export function layoutResult(pages: readonly PageContent[]): AnalyzeResult {
  return {
    version: FORM_VERSION,
    readResults: pages.map(({ page }) => page),
    pageResults: pages.map(({ page, tables }, index) => ({ page: page.page, tables: tablesAt(tables, index) })),
  };
}

/** Read's answer: text alone, without marks or tables. */
export function readResult(pages: readonly PageContent[]): AnalyzeResult {
  const readResults = pages.map(({ page: { selectionMarks: _, ...page } }) => page);
  return { version: READ_VERSION, modelVersion: READ_MODEL, readResults };
}

function withoutElements(field: FieldValue): FieldValue {
  const { elements: _, valueArray, valueObject, ...rest } = field;
  return {
    ...rest,
    ...(valueArray ? { valueArray: valueArray.map(withoutElements) } : {}),
    ...(valueObject ? { valueObject: fieldsWithoutElements(valueObject) } : {}),
  };
}

function fieldsWithoutElements(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, withoutElements(field)]));
}

function bare({ lines: _, ...page }: ReadPage): Omit<ReadPage, 'lines'> {
  return page;
}

/**
 * A prebuilt's answer from its helper's words and the documents found in them. Lines and references are there only
 * when they were asked for; only invoice has `pageResults` (vendor contract 6.6).
 */
export function prebuiltResult(
  answer: ReadAnswer,
  documents: readonly DocumentResult[],
  wanted: { readonly details: boolean; readonly facts: FeatureFacts },
): AnalyzeResult {
  const { details, facts } = wanted;
  const tables = (answer.pageResults ?? []).map(({ page, tables: found }) => ({
    page,
    tables: found.map((table) => ({
      ...table,
      cells: table.cells.map(({ elements, ...cell }) => (details && elements ? { ...cell, elements } : cell)),
    })),
  }));
  return {
    version: FORM_VERSION,
    readResults: details ? answer.readResults : answer.readResults.map(bare),
    ...(facts.helper === 'layout' ? { pageResults: tables } : {}),
    documentResults: details
      ? documents
      : documents.map((document) => ({ ...document, fields: fieldsWithoutElements(document.fields) })),
  };
}
