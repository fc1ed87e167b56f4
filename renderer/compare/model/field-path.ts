/** Which value of a document a column is about. */
export interface FieldPath {
  /** `InvoiceTotal`, `MachineReadableZone.FirstName`, or the name of a list. */
  readonly name: string;
  /** Which item of the list, from 1; null for a plain field. */
  readonly item: number | null;
  /** A member of the item; empty for a list of plain values. */
  readonly member: string;
}

const SHAPE = /^(?<name>[^[\]]+?)\s*\[\s*(?<item>\d+)\s*\](?:\s*\.\s*(?<member>[^[\]]+))?$/;

/** `Items[1].Amount` and the like; any other text is the name of a plain field. */
export function parsePath(text: string): FieldPath {
  const found = SHAPE.exec(text.trim())?.groups;
  if (!found) return { name: text.trim(), item: null, member: '' };
  return { name: found['name'] ?? '', item: Number(found['item']), member: (found['member'] ?? '').trim() };
}

/** The path as a column is headed; what {@link parsePath} reads back. */
export function pathText({ name, item, member }: FieldPath): string {
  if (item === null) return name;
  return member === '' ? `${name}[${item}]` : `${name}[${item}].${member}`;
}

/** Without the item's number, as known fields are listed: `Items.Amount`. */
export const pathKey = ({ name, item, member }: FieldPath): string =>
  item === null || member === '' ? name : `${name}.${member}`;

/** A name as it is recognised: `InvoiceTotal`, `Invoice total` and `invoice_total` are one. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s_-]+/g, '')
    .toLowerCase();

/** The id under which the viewer knows the field, see {@link ../results/view.ts}; `part` counts documents from 0. */
export function resultIdOf(part: number, text: string): string {
  const { name, item, member } = parsePath(text);
  const steps = [...name.split('.'), ...(item === null ? [] : [String(item - 1)]), ...(member === '' ? [] : [member])];
  return ['f', String(part), ...steps.map((step) => step.replaceAll('%', '%25').replaceAll('/', '%2F'))].join('/');
}
