import type { Words } from '#shared/words/languages.ts';
import { toCsvFile } from '../../files/csv.ts';
import type { ResultField, ResultTable, ResultView } from '../model/view.ts';
import { fieldHead, fieldRows } from './field-columns.ts';
import { placeColumns } from './place-columns.ts';
import { gridOf } from './table-grid.ts';

type ExportWords = Words['exporting'];

/** A table as a CSV file: a text that spans stands in its first cell, the cells it covers are empty. */
export const tableCsv = (table: ResultTable): string =>
  toCsvFile(gridOf(table).rows.map((row) => row.map((place) => place?.text ?? '')));

/**
 * All fields as a CSV file, nested ones too, by their path (`Items/2/Amount`); below them the pairs of a model without
 * labels. Confidence is a share from 0 to 1, empty where the service gives none.
 */
export function fieldsCsv(view: ResultView, words: ExportWords): string {
  const fields = fieldRows(view, valueCell).map((row) => row.map((cell) => cell ?? ''));
  const pairs = view.pairs.map((pair) => [
    '',
    '',
    pair.key,
    '',
    pair.value,
    '',
    pair.confidence ?? '',
    ...placeColumns(view.pages, pair.valuePlace),
  ]);
  return toCsvFile([fieldHead(words), ...fields, ...pairs]);
}

const valueCell = ({ value }: ResultField): string | number => {
  if (value === null) return '';
  return typeof value === 'boolean' ? String(value) : value;
};
