import { isLosslessNumber } from 'lossless-json';
import { type At, type Problems, shortJson } from './problems.ts';
import type { Corners } from './view.ts';

/**
 * Members of an answer, read with tolerance: what is not as it should be is noted and still handed on as far as it can be
 * shown. None of these throws.
 */

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);

const MOST_TEXT = 10_000;

/** A text as it is; anything else as its JSON. */
export function writtenOut(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : shortJson(value, MOST_TEXT);
}

/** The text of a member that has to be there. */
export function textIn(members: Members, key: string, at: At | null, problems: Problems): string {
  const value = members[key];
  if (typeof value !== 'string') problems.note(at, key, 'a text', value);
  return writtenOut(value);
}

/** The text of a member that may be absent or null. */
export function optionalTextIn(members: Members, key: string, at: At | null, problems: Problems): string | null {
  const value = members[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') problems.note(at, key, 'a text', value);
  return writtenOut(value);
}

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** From 0 to 1; null where the answer gives none. What lies outside is noted and kept. */
export function confidenceIn(members: Members, key: string, at: At, problems: Problems): number | null {
  const value = members[key];
  if (value === undefined || value === null) return null;
  if (!isNumber(value)) {
    problems.note(at, key, 'a number from 0 to 1', value);
    return null;
  }
  if (value < 0 || value > 1) problems.note(at, key, 'a number from 0 to 1', value);
  return value;
}

export function optionalFlagIn(members: Members, key: string, at: At, problems: Problems): boolean {
  const value = members[key];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') problems.note(at, key, 'true or false', value);
  return value === true;
}

export type Presence = 'required' | 'optional';

/** The items of a list; a lone item that stands where a list should be is a list of one. */
export function listIn(
  members: Members,
  key: string,
  at: At | null,
  problems: Problems,
  presence: Presence,
): readonly unknown[] {
  const value = members[key];
  if (Array.isArray(value)) return value;
  const absent = value === undefined || value === null;
  if (!absent || presence === 'required') problems.note(at, key, 'a list', value);
  return absent ? [] : [value];
}

function isCorners(box: unknown): box is Corners {
  if (!Array.isArray(box) || box.length !== 8) return false;
  for (let at = 0; at < 8; at += 1) if (!isNumber(box[at])) return false;
  return true;
}

/**
 * Four corners of a box of eight numbers (vendor contract 6.5) or of four (left, top, right, bottom); null without one.
 * Nothing else is a box: half of one would be drawn where nothing stands.
 */
export function cornersIn(
  members: Members,
  key: string,
  at: At,
  problems: Problems,
  presence: Presence = 'optional',
): Corners | null {
  const box = members[key];
  if (isCorners(box)) return box;
  if (Array.isArray(box) && box.length === 4 && box.every(isNumber)) {
    const [left = 0, top = 0, right = 0, bottom = 0] = box;
    return [left, top, right, top, right, bottom, left, bottom];
  }
  if (presence === 'required' || (box !== undefined && box !== null)) problems.note(at, key, 'eight numbers', box);
  return null;
}

/** A page's number as the service counts, from 1; null where there is none to be read. */
export function pageNumberIn(members: Members, key: string, at: At, problems: Problems, presence: Presence) {
  const value = members[key];
  if (isNumber(value) && Number.isInteger(value) && value >= 1) return value;
  if (presence === 'required' || (value !== undefined && value !== null))
    problems.note(at, key, 'a page number from 1', value);
  return null;
}
