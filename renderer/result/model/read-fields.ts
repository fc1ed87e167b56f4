import { isLosslessNumber } from 'lossless-json';
import type { Pages } from './pages.ts';
import { type At, inside, type Problems } from './problems.ts';
import {
  confidenceIn,
  cornersIn,
  isMembers,
  isNumber,
  listIn,
  type Members,
  optionalTextIn,
  pageNumberIn,
  textIn,
  writtenOut,
} from './read-values.ts';
import type { Place, ResultDocument, ResultField } from './view.ts';

/** `documentResults`: the fields of each document. Source: vendor contract 6.5 and 6.6. */
export function readDocuments(result: Members, pages: Pages, problems: Problems): readonly ResultDocument[] {
  return listIn(result, 'documentResults', null, problems, 'optional').map((found, index) => {
    const at = inside(inside(null, 'documentResults'), index);
    if (!isMembers(found)) problems.note(at, null, 'a document', found);
    const members = isMembers(found) ? found : { docType: '', pageRange: [1, 1], fields: found };
    const range = rangeIn(members, at, problems);
    const context: Context = { pages, problems, firstPage: range[0] };
    const fieldsAt = inside(at, 'fields');
    return {
      docType: textIn(members, 'docType', at, problems),
      confidence: confidenceIn(members, 'docTypeConfidence', at, problems),
      modelId: optionalTextIn(members, 'modelId', at, problems),
      pages: range,
      fields: membersOf(members, 'fields', at, problems, true).map(([name, field]) =>
        readField(field, name, `f/${index}/${asStep(name)}`, inside(fieldsAt, name), 0, context),
      ),
    };
  });
}

interface Context {
  readonly pages: Pages;
  readonly problems: Problems;
  /** Where fields stand that do not say. */
  readonly firstPage: number;
}

function rangeIn(members: Members, at: At, problems: Problems): readonly [number, number] {
  const value = members['pageRange'];
  const [first, last] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const isPage = (one: unknown): one is number => isNumber(one) && Number.isInteger(one) && one >= 1;
  if (isPage(first) && isPage(last) && first <= last) return [first, last];
  problems.note(at, 'pageRange', 'its first and last page', value);
  const some = isPage(first) ? first : isPage(last) ? last : 1;
  return [some, some];
}

/** A name as one step of an id: steps are set apart by `/`. */
const asStep = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');

/** Names and values of a map; a list in its place is read by its positions, a lone value by the member's own name. */
function membersOf(
  members: Members,
  key: string,
  at: At,
  problems: Problems,
  required: boolean,
): readonly (readonly [string, unknown])[] {
  const value = members[key];
  if (isMembers(value)) return Object.entries(value);
  if (required || (value !== undefined && value !== null)) problems.note(at, key, 'fields by name', value);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map((item: unknown, index) => [String(index + 1), item]) : [[key, value]];
}

/** Deeper nesting is damage: it is shown as JSON. The contract knows two levels. */
const DEEPEST = 40;

function readField(
  field: unknown,
  name: string,
  id: string,
  at: At,
  depth: number,
  { pages, problems, firstPage }: Context,
): ResultField {
  const plain = { id, name, type: null, text: null, value: null, confidence: null, place: null, children: [] };
  if (field === null) return { ...plain, kind: 'value' };
  if (!isMembers(field) || depth > DEEPEST) {
    problems.note(at, null, isMembers(field) ? `fields at most ${DEEPEST} levels deep` : 'a field', field);
    return { ...plain, kind: 'value', text: field === undefined ? null : writtenOut(field) };
  }
  const type = optionalTextIn(field, 'type', at, problems);
  if (type === null) problems.note(at, 'type', 'a text', field['type']);
  const children = childrenOf(field, id, at, depth, { pages, problems, firstPage });
  const hasList = field['valueArray'] !== undefined && field['valueArray'] !== null;
  const hasGroup = field['valueObject'] !== undefined && field['valueObject'] !== null;
  return {
    id,
    name,
    type,
    text: optionalTextIn(field, 'text', at, problems),
    value: valueIn(field, type, at, problems),
    confidence: confidenceIn(field, 'confidence', at, problems),
    place: placeIn(field, at, { pages, problems, firstPage }),
    kind: hasList || (type === 'array' && !hasGroup) ? 'list' : hasGroup || type === 'object' ? 'group' : 'value',
    children,
  };
}

function placeIn(field: Members, at: At, { pages, problems, firstPage }: Context): Place | null {
  const corners = cornersIn(field, 'boundingBox', at, problems);
  const page = pageNumberIn(field, 'page', at, problems, 'optional');
  if (corners === null && page === null) return null;
  return pages.place(pages.indexOf(page ?? firstPage), corners);
}

function childrenOf(field: Members, id: string, at: At, depth: number, context: Context): readonly ResultField[] {
  const { problems } = context;
  const items = listIn(field, 'valueArray', at, problems, 'optional').map((item, index) =>
    readField(item, String(index + 1), `${id}/${index}`, inside(inside(at, 'valueArray'), index), depth + 1, context),
  );
  const group = membersOf(field, 'valueObject', at, problems, false).map(([name, member]) =>
    readField(member, name, `${id}/${asStep(name)}`, inside(inside(at, 'valueObject'), name), depth + 1, context),
  );
  if (items.length > 0 && group.length > 0) {
    problems.note(at, 'valueObject', 'one value', field['valueObject']);
    // Their ids could meet: a member may be named `0`.
    return [...items, ...group.map((member) => renamed(member, `${id}/valueObject`, id))];
  }
  return items.length > 0 ? items : group;
}

const renamed = (field: ResultField, to: string, from: string): ResultField => ({
  ...field,
  id: to + field.id.slice(from.length),
  children: field.children.map((child) => renamed(child, to, from)),
});

/**
 * The `value…` member of a plain field: the one that goes with its type, else whichever is there. Previews had
 * `valueCountry` and `valueGender` (vendor contract 6.5). More than one is noted.
 */
function valueIn(field: Members, type: string | null, at: At, problems: Problems): ResultField['value'] {
  let best: string | null = null;
  for (const name of Object.keys(field)) {
    if (!name.startsWith('value') || name === 'valueArray' || name === 'valueObject') continue;
    if (field[name] === null || field[name] === undefined) continue;
    if (best !== null) problems.note(at, name, 'one value', field[name]);
    if (best === null || name.slice(5).toLowerCase() === type?.toLowerCase()) best = name;
  }
  if (best === null) return null;
  const value = field[best];
  if (typeof value === 'string' || typeof value === 'boolean' || isNumber(value)) return value;
  if (isLosslessNumber(value)) return value.toString();
  problems.note(at, best, 'a text, a number, true or false', value);
  return writtenOut(value);
}
