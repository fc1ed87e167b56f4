import type { RowLists, TableField, TableRow } from '#shared/domain/batch.ts';

/** A row as an answer makes it; the document that it belongs to is known elsewhere. */
export type RowContent = Omit<TableRow, 'item'>;

export interface AnswerRows {
  readonly rows: readonly RowContent[];
  readonly lists: readonly Omit<RowLists, 'itemId'>[];
}

/** The one row of a document that has no answer yet, or none that can be read. */
export const EMPTY_ROW: RowContent = { part: 0, docType: null, fields: {}, items: {}, found: null };

/**
 * The rows of the table of all documents that an answer gives: one for each of its `documentResults`, or one without
 * fields where it has none, as layout's answers. Takes whatever is there and never fails: what is no field, no list and no
 * page counts as absent (vendor contract 6.6). Groups within groups are spelled out with dots, lists are counted and
 * handed out apart.
 */
export function rowsOf(body: unknown): AnswerRows {
  const result = membersOf(membersOf(body)['analyzeResult']);
  const pages = listOf(result['readResults']).map(membersOf);
  const found = {
    lines: sum(pages, (page) => listOf(page['lines']).length),
    marks: sum(pages, (page) => listOf(page['selectionMarks']).length),
    tables: sum(listOf(result['pageResults']), (page) => listOf(membersOf(page)['tables']).length),
  };
  const documents = listOf(result['documentResults']).map(membersOf);
  if (documents.length === 0) return { rows: [{ ...EMPTY_ROW, found }], lists: [{ part: 0, lists: {} }] };
  const read = documents.map((document, part) => {
    const fields: Record<string, TableField> = {};
    const lists: Record<string, readonly Record<string, TableField>[]> = {};
    gather(membersOf(document['fields']), '', fields, lists);
    return { part, docType: textOf(document['docType']), fields, lists };
  });
  return {
    rows: read.map(({ part, docType, fields, lists }) => ({
      part,
      docType,
      fields,
      items: Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, items.length])),
      found,
    })),
    lists: read.map(({ part, lists }) => ({
      part,
      lists: Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, [...items]])),
    })),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** Fields of plain values go to `fields`, lists to `lists`; a group is gone through under its name. */
function gather(
  from: Members,
  prefix: string,
  fields: Record<string, TableField>,
  lists: Record<string, readonly Record<string, TableField>[]>,
): void {
  for (const [name, value] of Object.entries(from)) {
    const field = membersOf(value);
    if (Array.isArray(field['valueArray'])) lists[prefix + name] = field['valueArray'].map(itemOf);
    else if (isGroup(field)) gather(membersOf(field['valueObject']), `${prefix}${name}.`, fields, lists);
    else fields[prefix + name] = fieldOf(field);
  }
}

/** An item of a list: its members by name, or the plain value itself under `''`. Lists within it are left out. */
function itemOf(value: unknown): Record<string, TableField> {
  const item = membersOf(value);
  if (!isGroup(item)) return { '': fieldOf(item) };
  const fields: Record<string, TableField> = {};
  gather(membersOf(item['valueObject']), '', fields, {});
  return fields;
}

const isGroup = (field: Members): boolean => typeof field['valueObject'] === 'object' && field['valueObject'] !== null;

function fieldOf(field: Members): TableField {
  const { confidence } = field;
  return {
    type: textOf(field['type']),
    text: textOf(field['text']),
    value: plainValueOf(field),
    confidence: typeof confidence === 'number' && Number.isFinite(confidence) ? confidence : null,
  };
}

/** The first `value…` member that is plain: `valueDate`, `valueNumber` and the like. */
function plainValueOf(field: Members): TableField['value'] {
  for (const [name, value] of Object.entries(field)) {
    if (!name.startsWith('value')) continue;
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  return null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
