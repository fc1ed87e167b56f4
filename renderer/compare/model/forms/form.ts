import type { TableField } from '#shared/domain/batch.ts';
import type { Conventions } from '../conventions.ts';
import type { Kind } from '../kinds.ts';
import { countryForm } from './country.ts';
import { readDate } from './date.ts';
import { markForm } from './mark.ts';
import { formOfNumber, numberForm } from './number.ts';
import { phoneForm, samePhone } from './phone.ts';
import { textForm } from './text.ts';
import { timeForm } from './time.ts';

/** A value made comparable. `as` is `text` where it could not be read as its kind. */
export interface Form {
  readonly as: Kind;
  readonly text: string;
}

/** A typed value made comparable; null for a date that could be meant in two ways. */
export function formOf(kind: Kind, text: string, { order, mark }: Conventions): Form | null {
  if (kind === 'date') {
    const date = readDate(text, order);
    if (date?.kind === 'ambiguous') return null;
    if (date) return { as: 'date', text: date.form };
  }
  const read = kind === 'date' ? null : formOfKind(kind, text, mark);
  return read === null ? { as: 'text', text: textForm(text) } : { as: kind, text: read };
}

function formOfKind(kind: Exclude<Kind, 'date'>, text: string, mark: Conventions['mark']): string | null {
  switch (kind) {
    case 'number':
      return numberForm(text, mark);
    case 'time':
      return timeForm(text);
    case 'phone':
      return phoneForm(text);
    case 'country':
      return countryForm(text);
    case 'mark':
      return markForm(text);
    case 'text':
      return textForm(text);
  }
}

/**
 * A field of an answer made comparable: by the value that the service made of it, else by its text. The service writes values
 * in one way for all countries; a text is as on the page, so it is read by the same conventions as what is expected.
 */
export function formOfField(kind: Kind, field: TableField, conventions: Conventions): Form | null {
  const { value, text } = field;
  if (typeof value === 'number') {
    const form = formOfNumber(value);
    if (kind === 'number' && form !== null) return { as: 'number', text: form };
    return formOf(kind, text ?? String(value), conventions);
  }
  if (value !== null && kind !== 'text') return formOf(kind, String(value), { order: null, mark: '.' });
  return formOf(kind, text ?? String(value ?? ''), conventions);
}

/** Whether two forms are the same value; the same whichever is expected and whichever is found. */
export const sameForm = (a: Form, b: Form): boolean =>
  a.as === 'phone' && b.as === 'phone' ? samePhone(a.text, b.text) : a.as === b.as && a.text === b.text;
