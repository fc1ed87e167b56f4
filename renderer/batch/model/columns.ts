import type { TableField, TableRow } from '#shared/domain/batch.ts';

/** A column of the table of all documents. `key` names it in sorting, filters and what is hidden. */
export type Column =
  | { readonly key: FixedKey; readonly kind: 'fixed' }
  | { readonly key: string; readonly kind: 'field'; readonly name: string }
  /** How many items a list has. */
  | { readonly key: string; readonly kind: 'list'; readonly name: string };

export const FIXED = ['document', 'state', 'type', 'pages', 'seconds', 'lines', 'tables', 'marks'] as const;
export type FixedKey = (typeof FIXED)[number];

export const fieldKey = (name: string): string => `field:${name}`;
const listKey = (name: string): string => `list:${name}`;

const fixed = (key: FixedKey): Column => ({ key, kind: 'fixed' });

/**
 * The columns that these rows fill, in the order in which their fields first come: document, state and pages always; what was
 * counted of lines, tables and marks where there are no fields, as for layout; the type of document where there are several.
 */
export function columnsOf(rows: readonly TableRow[]): readonly Column[] {
  const fields = new Set<string>();
  const lists = new Set<string>();
  const types = new Set<string>();
  for (const row of rows) {
    for (const name of Object.keys(row.fields)) fields.add(name);
    for (const name of Object.keys(row.items)) lists.add(name);
    if (row.docType !== null) types.add(row.docType);
  }
  const bare = fields.size === 0 && lists.size === 0 && rows.some(({ found }) => found !== null);
  return [
    fixed('document'),
    fixed('state'),
    ...(types.size > 1 ? [fixed('type')] : []),
    ...[...fields].map((name): Column => ({ key: fieldKey(name), kind: 'field', name })),
    ...[...lists].map((name): Column => ({ key: listKey(name), kind: 'list', name })),
    ...(bare ? [fixed('lines'), fixed('tables'), fixed('marks')] : []),
    fixed('pages'),
    fixed('seconds'),
  ];
}

/** A field's reading, null where it was not found. */
export function fieldOf(row: TableRow, column: Column): TableField | null {
  if (column.kind !== 'field' || !Object.hasOwn(row.fields, column.name)) return null;
  return row.fields[column.name] ?? null;
}

/** What a cell says, as it is shown, filtered and saved; null where there is nothing. */
export function cellText(row: TableRow, column: Column): string | null {
  if (column.kind === 'field') {
    const field = fieldOf(row, column);
    if (field === null) return null;
    const { text, value } = field;
    return text !== null && text.trim() !== '' ? text : value === null ? null : String(value);
  }
  const number = cellNumber(row, column);
  if (number !== null) return String(number);
  if (column.kind === 'list') return null;
  if (column.key === 'document') return row.item.id;
  if (column.key === 'state') return row.item.state;
  return column.key === 'type' ? row.docType : null;
}

/** A cell's number, where it has one: counts, seconds, and fields of which the service made a number. */
export function cellNumber(row: TableRow, column: Column): number | null {
  if (column.kind === 'field') {
    const value = fieldOf(row, column)?.value;
    return typeof value === 'number' ? value : null;
  }
  if (column.kind === 'list') return Object.hasOwn(row.items, column.name) ? (row.items[column.name] ?? null) : null;
  switch (column.key) {
    case 'pages':
      return row.item.pages;
    case 'seconds':
      return row.item.milliseconds === null ? null : Math.round(row.item.milliseconds / 100) / 10;
    case 'lines':
    case 'tables':
    case 'marks':
      return row.found?.[column.key] ?? null;
    default:
      return null;
  }
}
