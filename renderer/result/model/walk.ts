import type { ResultField } from './view.ts';

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
