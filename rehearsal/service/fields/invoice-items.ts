import { around, centre, contains } from '../reader/geometry.ts';
import type { Cell, FieldValue, Table } from '../wire/answer.ts';
import { invoiceAmounts } from './invoice-labels.ts';
import { joinRuns, type Run, rowsOf, type TextLine, type TextPage, textOf } from './text.ts';
import { dateField, type Make, numberField, objectField, stringField, trust } from './values.ts';

type ItemField = 'Description' | 'Quantity' | 'UnitPrice' | 'Amount' | 'ProductCode' | 'Unit' | 'Date' | 'Tax';

/** What a column's heading makes it. The first that fits wins. Vendor contract 7. */
const headings: readonly (readonly [RegExp, ItemField])[] = [
  [/^(?:product|item|part|article)?\s*(?:code|sku|id|no\.?|number|#)$|^sku$|^code$/i, 'ProductCode'],
  [/^(?:unit\s+price|price|unit\s+cost|rate|cost)(?:\s|$)/i, 'UnitPrice'],
  [/^(?:qty|quantity|hours|hrs|count)\b/i, 'Quantity'],
  [/^(?:unit|uom|units)$/i, 'Unit'],
  [/^(?:amount|total|line\s+total|line\s+amount|net|extended)\b/i, 'Amount'],
  [/^(?:tax|vat|gst)\b/i, 'Tax'],
  [/^(?:service\s+)?date\b/i, 'Date'],
  [/^(?:description|item|items|service|product|details|article|particulars)\b/i, 'Description'],
];

function fieldOf(heading: string): ItemField | null {
  return headings.find(([pattern]) => pattern.test(heading.trim()))?.[1] ?? null;
}

interface Heading {
  readonly text: string;
  readonly field: ItemField;
}

/** Beside a column of descriptions, one headed "Item" holds codes. */
function settled(headings: readonly (Heading | null)[]): readonly (ItemField | null)[] {
  const described = headings.some((one) => one?.field === 'Description' && /^(?:description|details)/i.test(one.text));
  return headings.map((one) => {
    const isItem = one !== null && one.field === 'Description' && /^(?:item|article|product)s?$/i.test(one.text);
    return described && isItem ? 'ProductCode' : (one?.field ?? null);
  });
}

function headingOf(text: string): Heading | null {
  const field = fieldOf(text);
  return field === null ? null : { text: text.trim(), field };
}

const isEnd = (text: string): boolean =>
  Object.values(invoiceAmounts)
    .flat()
    .some((label) => label.test(text)) && !/^tax(?:i|ation)/i.test(text);

function makeFor(field: ItemField, locale: string | null): Make {
  if (field === 'Date') return dateField(locale);
  return field === 'Description' || field === 'ProductCode' || field === 'Unit' ? stringField : numberField;
}

type Row = ReadonlyMap<ItemField, Run>;

function itemOf(row: Row, locale: string | null): FieldValue | null {
  const members: Record<string, FieldValue | null> = {};
  for (const [field, run] of row) members[field] = makeFor(field, locale)(run, trust.form);
  const hasName = members['Description'] || members['ProductCode'];
  const hasNumber = members['Amount'] || members['UnitPrice'] || members['Quantity'];
  return hasName && hasNumber ? objectField(members, joinRuns([...row.values()]), trust.form) : null;
}

function believable(columns: Iterable<ItemField>): boolean {
  const fields = new Set(columns);
  return (fields.has('Description') || fields.has('ProductCode')) && (fields.has('Amount') || fields.has('UnitPrice'));
}

function runOfCell(cell: Cell, page: TextPage): Run {
  const tokens = (cell.elements ?? []).flatMap((element) => page.tokens.get(element) ?? []);
  if (tokens.length > 0) return { page: page.page, tokens };
  const area = around(cell.boundingBox);
  const inside = [...page.tokens.values()].filter((token) => contains(area, centre(token.rectangle)));
  return { page: page.page, tokens: inside };
}

type Columns = ReadonlyMap<number, ItemField>;

/** What a table's first row makes its columns; null if those are not the headings of items. */
function columnsOf(table: Table): Columns | null {
  const columns = new Map<number, ItemField>();
  const first = table.cells.filter((cell) => cell.rowIndex === 0);
  settled(first.map((cell) => headingOf(cell.text))).forEach((field, index) => {
    const column = first[index]?.columnIndex;
    if (field && column !== undefined && ![...columns.values()].includes(field)) columns.set(column, field);
  });
  return believable(columns.values()) ? columns : null;
}

function itemsOfTable(
  table: Table,
  page: TextPage,
  wanted: { readonly columns: Columns; readonly firstRow: number; readonly locale: string | null },
): readonly FieldValue[] {
  const items: FieldValue[] = [];
  for (let index = wanted.firstRow; index < table.rows; index += 1) {
    const cells = table.cells.filter((cell) => cell.rowIndex === index);
    if (cells.some((cell) => isEnd(cell.text))) break;
    const row = new Map<ItemField, Run>();
    for (const cell of cells) {
      const field = wanted.columns.get(cell.columnIndex);
      const run = runOfCell(cell, page);
      if (field && run.tokens.length > 0) row.set(field, run);
    }
    const item = itemOf(row, wanted.locale);
    if (item) items.push(item);
  }
  return items;
}

interface Column {
  readonly field: ItemField;
  readonly left: number;
  readonly right: number;
}

/** Each piece of a row goes to the heading nearest to it: by its left edge, middle or right edge, as columns align. */
function rowUnder(columns: readonly Column[], pieces: readonly TextLine[]): Row {
  const row = new Map<ItemField, Run>();
  for (const piece of pieces) {
    const { left, right } = piece.rectangle;
    const away = (column: Column): number =>
      Math.min(
        Math.abs(column.left - left),
        Math.abs(column.right - right),
        Math.abs((column.left + column.right) / 2 - (left + right) / 2),
      );
    const nearest = [...columns].sort((a, b) => away(a) - away(b))[0];
    if (!nearest) continue;
    const before = row.get(nearest.field);
    row.set(nearest.field, before ? joinRuns([before, piece]) : piece);
  }
  return row;
}

/** Items that stand under a row of headings without forming a table of their own. */
function itemsOfRows(page: TextPage, locale: string | null): readonly FieldValue[] {
  const rows = rowsOf(page);
  const start = rows.findIndex((row) => believable(row.flatMap((line) => fieldOf(line.text) ?? [])));
  const headed = rows[start] ?? [];
  const columns = settled(headed.map((line) => headingOf(line.text))).flatMap((field, index) => {
    const line = headed[index];
    return field && line ? [{ field, left: line.rectangle.left, right: line.rectangle.right }] : [];
  });
  const items: FieldValue[] = [];
  for (const pieces of start === -1 ? [] : rows.slice(start + 1)) {
    if (pieces.some((piece) => isEnd(textOf(piece)))) break;
    const item = itemOf(rowUnder(columns, pieces), locale);
    if (item) items.push(item);
  }
  return items;
}

/**
 * The invoice's items: from its tables if one has their headings, else from the rows below such headings. A table of as
 * many columns on a later page continues the one before, if it has no headings of its own.
 */
export function invoiceItems(pages: readonly TextPage[], locale: string | null): readonly FieldValue[] {
  const known: { readonly columns: Columns; readonly count: number }[] = [];
  const items: FieldValue[] = [];
  for (const page of pages) {
    const before = items.length;
    for (const table of page.tables) {
      const own = columnsOf(table);
      const last = known.at(-1);
      const columns = own ?? (last?.count === table.columns ? last.columns : null);
      if (!columns) continue;
      items.push(...itemsOfTable(table, page, { columns, firstRow: own ? 1 : 0, locale }));
      known.push({ columns, count: table.columns });
    }
    if (items.length === before) items.push(...itemsOfRows(page, locale));
  }
  return items;
}
