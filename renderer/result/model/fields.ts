import type { ResultDocument, ResultField } from './view.ts';

/** A field with the names that lead to it, e.g. `['Items', '2', 'Amount']`. */
export interface PathedField {
  readonly path: readonly string[];
  readonly field: ResultField;
}

/** Fields and all that is in them, in the answer's order, parents first. */
export function fieldsWithPaths(fields: readonly ResultField[]): readonly PathedField[] {
  const found: PathedField[] = [];
  const visit = (inside: readonly ResultField[], before: readonly string[]): void => {
    for (const field of inside) {
      const path = [...before, field.name];
      found.push({ path, field });
      visit(field.children, path);
    }
  };
  visit(fields, []);
  return found;
}

/** Whether the value says something that the text does not. */
export const saysMore = (field: ResultField): boolean =>
  field.value !== null && field.text !== null && String(field.value) !== field.text;

/** Whether the answer names the field and found nothing for it. */
export const isNotFound = (field: ResultField): boolean =>
  field.text === null && field.value === null && field.children.length === 0;

/** One item of a list, with what its members hold by their path inside the item, e.g. `Amount` or `Address/City`. */
export interface ListItem {
  /** Index into the documents. */
  readonly document: number;
  /** Its number from 1; of a list inside a list, all the numbers: `2.1`. */
  readonly number: string;
  readonly field: ResultField;
  readonly members: ReadonlyMap<string, ResultField>;
}

/** A list of groups, such as line items, over all documents. */
export interface ItemList {
  /** The names that lead to it, without numbers, e.g. `Items`. */
  readonly name: string;
  /** Paths of members in the order they first appear. */
  readonly members: readonly string[];
  readonly items: readonly ListItem[];
}

/** All lists of an answer whose items have members; lists of plain values are not among them. */
export function listsOf(documents: readonly ResultDocument[]): readonly ItemList[] {
  const lists = new Map<string, ListItem[]>();
  const visit = (document: number, fields: readonly ResultField[], names: readonly string[], at: readonly string[]) => {
    for (const field of fields) {
      const path = [...names, field.name];
      if (field.kind === 'group') visit(document, field.children, path, at);
      if (field.kind !== 'list') continue;
      const name = path.join('/');
      if (field.children.some(({ kind }) => kind === 'group')) {
        const items = lists.get(name) ?? [];
        lists.set(name, items);
        for (const item of field.children)
          items.push({ document, number: [...at, item.name].join('.'), field: item, members: membersOf(item) });
      }
      for (const item of field.children) {
        const inside = item.kind === 'list' ? [item] : item.children;
        visit(document, inside, path, [...at, item.name]);
      }
    }
  };
  documents.forEach(({ fields }, at) => {
    visit(at, fields, [], []);
  });
  return [...lists].map(([name, items]) => ({
    name,
    items,
    members: [...new Set(items.flatMap(({ members }) => [...members.keys()]))],
  }));
}

/** The plain values of an item; lists inside it stand for themselves. */
function membersOf(item: ResultField, before = ''): ReadonlyMap<string, ResultField> {
  const members = new Map<string, ResultField>();
  for (const child of item.children) {
    const path = `${before}${child.name}`;
    if (child.kind === 'value' || child.text !== null) members.set(path, child);
    if (child.kind === 'group') for (const [name, field] of membersOf(child, `${path}/`)) members.set(name, field);
  }
  return members;
}
