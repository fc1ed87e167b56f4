import type { RowLists, TableField, TableRow } from '#shared/domain/batch.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import { type FieldPath, nameKey, parsePath, pathKey, pathText } from './field-path.ts';
import { type Kind, kindOfType, knownFields } from './kinds.ts';

/** A column of expected values that is about a field of these documents. */
export interface ExpectedColumn {
  /** Where it stands among the file's columns, from 0. */
  readonly at: number;
  readonly header: string;
  readonly path: FieldPath;
  /** The path as the service spells it: `InvoiceTotal`, `Items[1].Amount`. */
  readonly field: string;
  readonly kind: Kind;
}

export interface Columns {
  readonly known: readonly ExpectedColumn[];
  /** Headers that name no field of this feature and none that was found: they are not compared. */
  readonly unknown: readonly string[];
}

/**
 * Which column is about which field: by the service's name or as the screen spells it, whatever the case. A field is known
 * when the feature has it or a document of the batch does; what it is compared as follows the type in the answers.
 */
export function resolveColumns(
  headers: readonly string[],
  feature: FeatureId,
  rows: readonly TableRow[],
  lists: readonly RowLists[],
): Columns {
  const kinds = new Map<string, Kind>(Object.entries(knownFields(feature)));
  for (const [key, kind] of kindsFound(rows, lists)) kinds.set(key, kind);
  const names = new Map([...kinds.keys()].map((key) => [nameKey(key), key]));
  // A passport's fields stand in a group in some answers and on top in others: either name finds them.
  for (const key of kinds.keys()) {
    const last = key.startsWith('MachineReadableZone.') ? nameKey(key.slice(key.indexOf('.') + 1)) : null;
    if (last !== null && !names.has(last)) names.set(last, key);
  }
  const known: ExpectedColumn[] = [];
  const unknown: string[] = [];
  const taken = new Set<string>();
  for (const [at, header] of headers.entries()) {
    const typed = parsePath(header);
    const key = names.get(nameKey(pathKey(typed)));
    const path = key === undefined ? null : spelt(typed, key);
    const id = JSON.stringify(path);
    if (key === undefined || path === null || taken.has(id)) {
      unknown.push(header);
      continue;
    }
    taken.add(id);
    known.push({ at, header, path, field: pathText(path), kind: kinds.get(key) ?? 'text' });
  }
  return { known, unknown };
}

/** The path as the service spells it. */
function spelt(typed: FieldPath, key: string): FieldPath | null {
  if (typed.item === null) return { ...typed, name: key };
  if (typed.item < 1) return null;
  if (typed.member === '') return { ...typed, name: key };
  const dot = key.lastIndexOf('.');
  return { name: key.slice(0, dot), item: typed.item, member: key.slice(dot + 1) };
}

function* kindsFound(rows: readonly TableRow[], lists: readonly RowLists[]): Generator<readonly [string, Kind]> {
  for (const { fields } of rows)
    for (const [name, field] of Object.entries(fields)) {
      const kind = kindOfField(field);
      if (kind) yield [name, kind];
    }
  for (const row of lists)
    for (const [name, items] of Object.entries(row.lists))
      for (const item of items)
        for (const [member, field] of Object.entries(item)) {
          const kind = kindOfField(field);
          if (kind) yield [member === '' ? name : `${name}.${member}`, kind];
        }
}

/** By the type that the answer gives; where it gives none, a number is a number and all else is text. */
function kindOfField({ type, value, text }: TableField): Kind | null {
  return kindOfType(type) ?? (typeof value === 'number' ? 'number' : value === null && text === null ? null : 'text');
}
