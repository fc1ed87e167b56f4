import type { RowLists, TableField, TableRow } from '#shared/domain/batch.ts';
import type { FieldPath } from './field-path.ts';

/**
 * What was found for a path in one row; null where nothing was. A list of plain values that is asked for without a number
 * means its first. A passport's fields are found in their group, too.
 */
export function findValue(row: TableRow, lists: RowLists | null, path: FieldPath): TableField | null {
  const { name, item, member } = path;
  if (item !== null) return filled(lists?.lists[name]?.[item - 1]?.[member]);
  const plain = filled(own(row.fields, name)) ?? filled(lists?.lists[name]?.[0]?.['']);
  return plain ?? filled(own(row.fields, `MachineReadableZone.${name}`));
}

const own = (fields: TableRow['fields'], name: string): TableField | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** A field with neither value nor text is one that was not found. */
function filled(field: TableField | undefined): TableField | null {
  if (!field || (field.value === null && (field.text ?? '').trim() === '')) return null;
  return field;
}

/** What a person reads of a field: the text on the page, else the service's value. */
export const shownValue = ({ text, value }: TableField): string =>
  text !== null && text.trim() !== '' ? text : String(value ?? '');
