import type { RowLists, TableField, TableRow } from '#shared/domain/batch.ts';
import { pathText } from './field-path.ts';
import { findValue, shownValue } from './find-value.ts';

/**
 * A file of expected values to begin with: the documents that are done, and what was found in each, for a person to correct.
 * Dates, numbers and the like stand as the service writes them, so that they can be meant in one way only. Read back
 * unchanged it agrees with the batch in every field. The first row names the columns; `documents` heads the first.
 */
export function expectedTemplate(
  rows: readonly TableRow[],
  lists: readonly RowLists[],
  documents: string,
): readonly (readonly (string | number)[])[] {
  const done = rows
    .filter(({ item }) => item.state === 'done')
    .toSorted((a, b) => (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : a.part - b.part));
  const listsOf = new Map(lists.map((one) => [`${one.itemId}\n${one.part}`, one]));
  const names = [...new Set(done.flatMap(({ fields }) => Object.keys(fields)))];
  const items = itemPaths(lists);
  return [
    [documents, ...names, ...items.map(pathText)],
    ...done.map((row) => {
      const own = listsOf.get(`${row.item.id}\n${row.part}`) ?? null;
      const paths = [...names.map((name) => ({ name, item: null, member: '' })), ...items];
      return [row.item.id, ...paths.map((path) => typedAs(findValue(row, own, path)))];
    }),
  ];
}

/** Every place in a list that any document fills: by list, then item, then member. */
function itemPaths(lists: readonly RowLists[]) {
  const members = new Map<string, { most: number; members: Set<string> }>();
  for (const { lists: own } of lists)
    for (const [name, items] of Object.entries(own)) {
      const known = members.get(name) ?? { most: 0, members: new Set<string>() };
      known.most = Math.max(known.most, items.length);
      for (const item of items) for (const member of Object.keys(item)) known.members.add(member);
      members.set(name, known);
    }
  return [...members].flatMap(([name, { most, members: all }]) =>
    Array.from({ length: most }, (_, at) => at + 1).flatMap((item) =>
      [...all].map((member) => ({ name, item, member })),
    ),
  );
}

/** The service's value of a date, number and the like; a text as on the page. */
function typedAs(field: TableField | null): string | number {
  if (field === null) return '';
  const { type, value } = field;
  if (typeof value === 'number') return value;
  return type !== null && type !== 'string' && value !== null ? String(value) : shownValue(field);
}
