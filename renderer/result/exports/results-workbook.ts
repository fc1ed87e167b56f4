import type { Words } from '#shared/words/languages.ts';
import { type Sheet, type SheetCell, writeWorkbook } from '../../files/workbook.ts';
import { type ItemList, listsOf, saysMore } from '../model/fields.ts';
import type { ResultField, ResultTable, ResultView } from '../model/view.ts';
import { fieldHead, fieldRows } from './field-columns.ts';
import { placeColumns } from './place-columns.ts';
import { gridOf, spansOf } from './table-grid.ts';

type ExportWords = Words['exporting'];

/**
 * An answer as a workbook: all fields, a sheet for each list of items, the pairs, the tick boxes, the text, and a sheet for each table
 * with its cells merged as on the page. Numbers and dates are such, with what stands on the page beside them.
 */
export const resultsWorkbook = (view: ResultView, words: ExportWords): Promise<Uint8Array> =>
  writeWorkbook(resultSheets(view, words));

/** The sheets of {@link resultsWorkbook}. */
export function resultSheets(view: ResultView, words: ExportWords): readonly Sheet[] {
  const { sheets } = words;
  const all: Sheet[] = [];
  if (view.documents.length > 0) all.push(fieldSheet(view, words));
  all.push(...listsOf(view.documents).map((list) => listSheet(list, words)));
  if (view.pairs.length > 0) all.push(pairSheet(view, words));
  all.push(...view.tables.map((table, at) => tableSheet(table, sheets.table(at + 1))));
  if (view.marks.length > 0) all.push(markSheet(view, words));
  if (view.lines.count > 0) all.push(textSheet(view, words));
  return all.length > 0 ? all : [fieldSheet(view, words)];
}

/** A value as what it is; a date as a day. */
function valueCell(field: ResultField): SheetCell {
  if (field.type === 'date' && typeof field.value === 'string') return { day: field.value };
  return field.value;
}

const fieldSheet = (view: ResultView, words: ExportWords): Sheet => ({
  name: words.sheets.fields,
  head: fieldHead(words),
  rows: fieldRows(view, valueCell),
});

/** One row for each item; a column of the text beside each value that says it otherwise. */
function listSheet({ name, members, items }: ItemList, { columns }: ExportWords): Sheet {
  const withText = new Set(
    members.filter((member) => items.some(({ members: found }) => isSaidTwice(found.get(member)))),
  );
  const itemsHaveText = items.some(({ field }) => field.text !== null);
  const shown = (field: ResultField | undefined): SheetCell =>
    field ? (field.value === null ? field.text : valueCell(field)) : null;
  return {
    name,
    head: [
      columns.document,
      columns.number,
      ...(itemsHaveText ? [columns.text] : []),
      ...members.flatMap((member) => (withText.has(member) ? [member, columns.textOf(member)] : [member])),
    ],
    rows: items.map((item) => [
      item.document + 1,
      /^\d+$/.test(item.number) ? Number(item.number) : item.number,
      ...(itemsHaveText ? [item.field.text] : []),
      ...members.flatMap((member) => {
        const field = item.members.get(member);
        return withText.has(member) ? [shown(field), field?.text ?? null] : [shown(field)];
      }),
    ]),
  };
}

const isSaidTwice = (field: ResultField | undefined): boolean =>
  field !== undefined && field.text !== null && (typeof field.value === 'number' || saysMore(field));

function pairSheet(view: ResultView, { columns, sheets }: ExportWords): Sheet {
  return {
    name: sheets.pairs,
    head: [columns.key, columns.value, columns.confidence, columns.page, columns.box, columns.unit],
    rows: view.pairs.map((pair) => [
      pair.key,
      pair.value,
      pair.confidence,
      ...placeColumns(view.pages, pair.valuePlace),
    ]),
  };
}

function tableSheet(table: ResultTable, name: string): Sheet {
  const grid = gridOf(table);
  const spans = spansOf(grid);
  return {
    name,
    rows: grid.rows.map((row) =>
      row.map((place) => {
        if (!place) return null;
        const [rowSpan, columnSpan] = spans.get(place.indexes[0] ?? -1) ?? [1, 1];
        return { text: place.text, header: place.cell.header || place.cell.footer, rowSpan, columnSpan };
      }),
    ),
  };
}

function markSheet(view: ResultView, { columns, sheets }: ExportWords): Sheet {
  return {
    name: sheets.marks,
    head: [columns.number, columns.value, columns.confidence, columns.page, columns.box, columns.unit],
    rows: view.marks.map((mark, at) => [at + 1, mark.state, mark.confidence, ...placeColumns(view.pages, mark.place)]),
  };
}

function textSheet(view: ResultView, { columns, sheets }: ExportWords): Sheet {
  return {
    name: sheets.text,
    head: [columns.page, columns.text],
    rows: view.lines.text.map((text, at) => [view.pages[view.lines.page[at] ?? 0]?.number ?? '', text]),
  };
}
