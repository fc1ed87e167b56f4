import type { Words } from '#shared/words/languages.ts';
import { fieldsWithPaths } from '../model/fields.ts';
import type { ResultField, ResultView } from '../model/view.ts';
import { placeColumns } from './place-columns.ts';

/** The columns of a list of all fields, in CSV files and in workbooks. */
export const fieldHead = ({ columns }: Words['exporting']): readonly string[] => [
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

/** A row for each field, nested ones too, by their path (`Items/2/Amount`); `cellOf` tells a value as the file takes it. */
export const fieldRows = <T>(view: ResultView, cellOf: (field: ResultField) => T) =>
  view.documents.flatMap((document, at) =>
    fieldsWithPaths(document.fields).map(({ path, field }) => [
      at + 1,
      document.docType,
      path.join('/'),
      cellOf(field),
      field.text,
      field.type,
      field.confidence,
      ...placeColumns(view.pages, field.place),
    ]),
  );
