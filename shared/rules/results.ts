import type { AnalyzeResult, FieldValue, Table } from '../domain/analysis.ts';

/**
 * From the service's answer to what a screen shows. Everything visible has an id, which a box on the page and its row in
 * the list share: `f/0/Total`, `t/0/2/1`, `l/0/4/1`, `m/0/3`.
 */

export const LAYERS = ['fields', 'tables', 'marks', 'lines', 'words'] as const;
export type Layer = (typeof LAYERS)[number];

/** A box on a page, in the page's own unit. */
export interface Overlay {
  readonly id: string;
  readonly layer: Layer;
  /** The page's number as the service counts, from 1. */
  readonly page: number;
  /** Corners, clockwise from the text's top left. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly label: string;
}

export interface ResultField {
  readonly id: string;
  /** The service's name, e.g. `InvoiceTotal`; an item of an array is named by its number. */
  readonly name: string;
  /** What stands on the page; null where the service found nothing. */
  readonly text: string | null;
  /** The normalised value where it says more than the text, e.g. `2020-08-12`. */
  readonly value: string | null;
  readonly confidence: number | null;
  readonly page: number | null;
  readonly points: Overlay['points'] | null;
  readonly kind: 'value' | 'list' | 'group';
  readonly children: readonly ResultField[];
}

export interface ResultDocument {
  readonly docType: string;
  readonly confidence: number | null;
  readonly pages: readonly number[];
  readonly fields: readonly ResultField[];
}

export interface ResultCell {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly text: string;
  readonly header: boolean;
}

export interface ResultTable {
  readonly id: string;
  readonly page: number;
  readonly rows: number;
  readonly columns: number;
  /** By row, then column. */
  readonly cells: readonly ResultCell[];
}

export interface ResultLine {
  readonly id: string;
  readonly text: string;
  readonly handwritten: boolean;
}

export interface ResultMark {
  readonly id: string;
  readonly state: string;
  readonly confidence: number | null;
}

export interface ResultPage {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly unit: string;
  readonly angle: number;
  readonly lines: readonly ResultLine[];
  readonly marks: readonly ResultMark[];
  readonly wordCount: number;
}

export interface ResultView {
  readonly pages: readonly ResultPage[];
  readonly documents: readonly ResultDocument[];
  readonly tables: readonly ResultTable[];
  readonly overlays: readonly Overlay[];
}

/** Four corners of a bounding box of eight numbers (contract 6.5), or of four (left, top, right, bottom); else null. */
export function cornersOf(box: readonly number[] | null | undefined): Overlay['points'] | null {
  if (!box) return null;
  const [a = 0, b = 0, c = 0, d = 0] = box;
  if (box.length === 4)
    return [
      [a, b],
      [c, b],
      [c, d],
      [a, d],
    ];
  if (box.length < 8) return null;
  return [0, 2, 4, 6].map((at) => [box[at] ?? 0, box[at + 1] ?? 0] as const);
}

/** Everything that an answer holds, nothing dropped, ready to draw. */
export function viewOf(result: AnalyzeResult): ResultView {
  const overlays: Overlay[] = [];
  const draw = (layer: Layer, id: string, page: number, box: readonly number[] | null | undefined, label: string) => {
    const points = cornersOf(box);
    if (points) overlays.push({ id, layer, page, points, label });
  };

  const pages = result.readResults.map((read, at): ResultPage => {
    const lines = (read.lines ?? []).map((line, lineAt): ResultLine => {
      const id = `l/${at}/${lineAt}`;
      draw('lines', id, read.page, line.boundingBox, line.text);
      for (const [wordAt, word] of (line.words ?? []).entries())
        draw('words', `${id}/${wordAt}`, read.page, word.boundingBox, word.text);
      return { id, text: line.text, handwritten: line.appearance?.style?.name === 'handwriting' };
    });
    const marks = (read.selectionMarks ?? []).map((mark, markAt): ResultMark => {
      const id = `m/${at}/${markAt}`;
      draw('marks', id, read.page, mark.boundingBox, mark.state);
      return { id, state: mark.state, confidence: mark.confidence ?? null };
    });
    const wordCount = (read.lines ?? []).reduce((sum, line) => sum + (line.words?.length ?? 0), 0);
    return { ...sizeOf(read), page: read.page, unit: read.unit, angle: read.angle ?? 0, lines, marks, wordCount };
  });

  const tables = (result.pageResults ?? []).flatMap(({ page, tables: found }, at) =>
    (found ?? []).map((table, tableAt): ResultTable => {
      const id = `t/${at}/${tableAt}`;
      draw('tables', id, page, table.boundingBox ?? boxAround(table), '');
      const cells = table.cells
        .toSorted((a, b) => a.rowIndex - b.rowIndex || a.columnIndex - b.columnIndex)
        .map((cell, cellAt): ResultCell => {
          const cellId = `${id}/${cellAt}`;
          draw('tables', cellId, page, cell.boundingBox, cell.text ?? '');
          return {
            id: cellId,
            row: cell.rowIndex,
            column: cell.columnIndex,
            rowSpan: cell.rowSpan ?? 1,
            columnSpan: cell.columnSpan ?? 1,
            text: cell.text ?? '',
            header: cell.isHeader ?? false,
          };
        });
      return { id, page, rows: table.rows, columns: table.columns, cells };
    }),
  );

  const documents = (result.documentResults ?? []).map((document, at): ResultDocument => {
    const [first = 1, last = first] = document.pageRange ?? [];
    const fields = Object.entries(document.fields ?? {}).map(([name, field]) =>
      fieldOf(`f/${at}/${name}`, name, field),
    );
    for (const field of everyField(fields))
      if (field.page !== null && field.points)
        overlays.push({ id: field.id, layer: 'fields', page: field.page, points: field.points, label: field.name });
    return {
      docType: document.docType,
      confidence: document.docTypeConfidence ?? null,
      pages: Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index),
      fields,
    };
  });

  return { pages, documents, tables, overlays };
}

const sizeOf = ({ width, height }: { width: number; height: number }): { width: number; height: number } => ({
  width: width > 0 ? width : 1,
  height: height > 0 ? height : 1,
});

/** The rectangle around a table's cells, for services that give a table no box of its own. */
function boxAround(table: Table): readonly number[] | null {
  const points = table.cells.flatMap((cell) => cornersOf(cell.boundingBox) ?? []);
  if (points.length === 0) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function fieldOf(id: string, name: string, field: FieldValue | null): ResultField {
  const list = field?.valueArray?.map((item, at) => fieldOf(`${id}/${at}`, String(at + 1), item));
  const group =
    field?.valueObject &&
    Object.entries(field.valueObject).map(([member, value]) => fieldOf(`${id}/${member}`, member, value));
  const text = field?.text ?? null;
  const value = normalised(field);
  return {
    id,
    name,
    text: text ?? value,
    value: text !== null && value !== text ? value : null,
    confidence: field?.confidence ?? null,
    page: field?.page ?? null,
    points: cornersOf(field?.boundingBox),
    kind: list ? 'list' : group ? 'group' : 'value',
    children: list ?? group ?? [],
  };
}

/** `valueDate`, `valueNumber`, …: whichever `value…` member is there, as text. */
function normalised(field: FieldValue | null): string | null {
  if (!field) return null;
  for (const [name, value] of Object.entries(field)) {
    if (!name.startsWith('value') || name === 'valueArray' || name === 'valueObject') continue;
    if (typeof value === 'string') return value;
    if (value !== null && value !== undefined) return JSON.stringify(value);
  }
  return null;
}

/** Fields and all that is in them, parents first. */
export function everyField(fields: readonly ResultField[]): readonly ResultField[] {
  return fields.flatMap((field) => [field, ...everyField(field.children)]);
}

/** The columns of a list of groups (line items) in the order they first appear; null when the list is something else. */
export function columnsOf(list: ResultField): readonly string[] | null {
  if (list.kind !== 'list' || list.children.length === 0) return null;
  if (!list.children.every((item) => item.kind === 'group')) return null;
  return [...new Set(list.children.flatMap((item) => item.children.map(({ name }) => name)))];
}

/** `VendorAddressRecipient` → `Vendor address recipient`; abbreviations keep their capitals. */
export function spellOut(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll('_', ' ');
  const [first = '', ...rest] = spaced.split(' ');
  return [first, ...rest.map((word) => (/^[A-Z]+$/.test(word) ? word : word.toLowerCase()))].join(' ');
}

export type Trust = 'high' | 'medium' | 'low';

/** How far a confidence lets one go without looking. Drydock's own bounds; the vendor gives none. */
export function trustIn(confidence: number): Trust {
  if (confidence >= 0.9) return 'high';
  return confidence >= 0.7 ? 'medium' : 'low';
}

/**
 * By how many degrees a rendered page has to be turned to lie as the service saw it: none, unless one is upright and the
 * other is not. Then the service's angle says which way.
 */
export function quarterTurn(
  page: Pick<ResultPage, 'width' | 'height' | 'angle'>,
  width: number,
  height: number,
): number {
  const upright = page.height >= page.width;
  if (upright === height >= width || page.height === page.width) return 0;
  return page.angle < 0 ? 270 : 90;
}

/** The layers that an answer has something for, and those worth showing first. */
export function layersOf(view: ResultView): { readonly there: readonly Layer[]; readonly first: readonly Layer[] } {
  const there = LAYERS.filter((layer) => view.overlays.some((overlay) => overlay.layer === layer));
  const telling = there.filter((layer) => layer === 'fields' || layer === 'marks');
  const more = there.includes('fields') ? [] : there.filter((layer) => layer === 'tables');
  const first = [...telling, ...more];
  return { there, first: first.length > 0 ? first : there.slice(0, 1) };
}
