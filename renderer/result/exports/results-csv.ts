import type { Words } from '#shared/words/languages.ts';
import { toCsvFile } from '../../files/csv.ts';
import { fieldsWithPaths } from '../model/fields.ts';
import type { ResultField, ResultTable, ResultView } from '../model/view.ts';
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
  const { columns } = words;
  const head = [
    columns.document,
    columns.docType,
    columns.field,
    columns.value,
    columns.text,
    columns.type,
    columns.confidence,
    columns.page,
    columns.box,
    columns.unit,
  ];
  const fields = view.documents.flatMap((document, at) =>
    fieldsWithPaths(document.fields).map(({ path, field }) => [
      at + 1,
      document.docType,
      path.join('/'),
      valueCell(field),
      field.text ?? '',
      field.type ?? '',
      field.confidence ?? '',
      ...placeColumns(view.pages, field.place),
    ]),
  );
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
  return toCsvFile([head, ...fields, ...pairs]);
}

const valueCell = ({ value }: ResultField): string | number => {
  if (value === null) return '';
  return typeof value === 'boolean' ? String(value) : value;
};
