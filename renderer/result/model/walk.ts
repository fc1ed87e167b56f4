import type { ResultField } from './view.ts';

/** Fields and all that is in them, parents first, one after the other. */
export function* fieldByField(fields: readonly ResultField[]): Generator<ResultField> {
  const open: { readonly fields: readonly ResultField[]; next: number }[] = [{ fields, next: 0 }];
  for (;;) {
    const inside = open.at(-1);
    if (!inside) return;
    const field = inside.fields[inside.next];
    inside.next += 1;
    if (!field) open.pop();
    else {
      yield field;
      if (field.children.length > 0) open.push({ fields: field.children, next: 0 });
    }
  }
}

/** The same as a list. */
export const everyField = (fields: readonly ResultField[]): readonly ResultField[] => [...fieldByField(fields)];

/** The columns of a list of groups (line items) in the order they first appear; null when the list is something else. */
export function columnsOf(list: ResultField): readonly string[] | null {
  if (list.kind !== 'list' || list.children.length === 0) return null;
  if (!list.children.every((item) => item.kind === 'group')) return null;
  const names = new Set<string>();
  for (const { children } of list.children) for (const { name } of children) names.add(name);
  return [...names];
}

/**
 * `VendorAddressRecipient` → `Vendor address recipient`; abbreviations keep their capitals. Any other name than one in the
 * service's own way is somebody's, and shown as it is.
 */
export function spellOut(name: string): string {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) return name;
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  const [first = '', ...rest] = spaced.split(' ');
  return [first, ...rest.map((word) => (/^[A-Z]+$/.test(word) ? word : word.toLowerCase()))].join(' ');
}

/**
 * How to write names that stand beside each other: spelt out where they can still be told apart. `SoldTo` stays as it is
 * beside `Sold To`.
 */
export function spellApart(names: readonly string[]): (name: string) => string {
  const plain = (name: string): string => name.replaceAll(' ', '').toLowerCase();
  const counts = new Map<string, number>();
  for (const name of new Set(names)) counts.set(plain(name), (counts.get(plain(name)) ?? 0) + 1);
  return (name) => ((counts.get(plain(name)) ?? 0) > 1 ? name : spellOut(name));
}

export type Trust = 'high' | 'medium' | 'low';

/** How far a confidence lets one go without looking. Drydock's own bounds; the vendor gives none. */
export function trustIn(confidence: number): Trust {
  if (confidence > 1) return 'low';
  if (confidence >= 0.9) return 'high';
  return confidence >= 0.7 ? 'medium' : 'low';
}
