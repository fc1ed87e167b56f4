import type { FieldValue } from '../wire/answer.ts';
import { findAmounts, findDate, findPhone, findTime } from './parse.ts';
import { boxOfRun, part, type Run, textOf } from './text.ts';

/** How far a rule is to be trusted. A field's confidence is this times that of its words. Made up, see the README. */
export const trust = { labelled: 0.98, below: 0.93, form: 0.95, guess: 0.7 } as const;

/** Where a run stands and what it says: the members that every field made of words has. */
export function placeOf(run: Run, factor: number) {
  const words = run.tokens.reduce((sum, token) => sum + token.confidence, 0) / Math.max(1, run.tokens.length);
  return {
    text: textOf(run),
    boundingBox: boxOfRun(run),
    page: run.page,
    confidence: Math.round(words * factor * 1000) / 1000,
    elements: run.tokens.map((token) => token.reference),
  };
}

/** What a run of words becomes as a field; null if it has not the form that the field needs. */
export type Make = (run: Run, factor: number) => FieldValue | null;

export const stringField = (run: Run, factor: number): FieldValue => ({
  type: 'string',
  valueString: textOf(run),
  ...placeOf(run, factor),
});

export function dateField(locale: string | null): Make {
  return (run, factor) => {
    const date = findDate(textOf(run), locale);
    return date && { type: 'date', valueDate: date.value, ...placeOf(part(run, date.start, date.length), factor) };
  };
}

export const timeField: Make = (run, factor) => {
  const time = findTime(textOf(run));
  return time && { type: 'time', valueTime: time.value, ...placeOf(part(run, time.start, time.length), factor) };
};

/** The last number of the run: what stands before it is a rate, a currency or a count. */
export const numberField: Make = (run, factor) => {
  const amount = findAmounts(textOf(run)).at(-1);
  return amount
    ? { type: 'number', valueNumber: amount.value, ...placeOf(part(run, amount.start, amount.length), factor) }
    : null;
};

export const phoneField: Make = (run, factor) => {
  const phone = findPhone(textOf(run));
  if (!phone) return null;
  const value = phone.value === null ? {} : { valuePhoneNumber: phone.value };
  return { type: 'phoneNumber', ...value, ...placeOf(part(run, phone.start, phone.length), factor) };
};

/** A string field whose value differs from its text, such as a number without the label it is written with. */
export function namedString(run: Run, value: string, factor: number): FieldValue {
  return { ...stringField(run, factor), valueString: value };
}

/** An object; with the words it stands for where it has a text of its own. */
export function objectField(
  members: Readonly<Record<string, FieldValue | null>>,
  run: Run | null,
  factor: number,
): FieldValue {
  const present = Object.entries(members).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return { type: 'object', valueObject: Object.fromEntries(present), ...(run ? placeOf(run, factor) : {}) };
}

export function arrayField(values: readonly FieldValue[]): FieldValue | null {
  return values.length === 0 ? null : { type: 'array', valueArray: values };
}

/** Drops what was not found and puts the rest in order of name, as recorded answers do. */
export function presentFields(
  fields: Readonly<Record<string, FieldValue | null>>,
): Readonly<Record<string, FieldValue>> {
  const present = Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return Object.fromEntries(present.sort(([a], [b]) => (a < b ? -1 : 1)));
}
