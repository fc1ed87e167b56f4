import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../kinds.ts';
import { countryForm } from './country.ts';
import { orderIn, readDate } from './date.ts';
import { formOf, formOfField, sameForm } from './form.ts';
import { markForm } from './mark.ts';
import { decimalMarkIn, formOfNumber, numberForm } from './number.ts';
import { phoneForm, samePhone } from './phone.ts';
import { textForm } from './text.ts';
import { timeForm } from './time.ts';

describe('numbers', () => {
  it.each([
    ['1,234.50', '1234.5'],
    ['1.234,50', '1234.5'],
    ['$1,234.50', '1234.5'],
    ['US$ 1,234.50', '1234.5'],
    ['1 234,50 EUR', '1234.5'],
    ['1\u202F234,50 €', '1234.5'],
    ["CHF 1'234.50", '1234.5'],
    ['Fr. 12.-', '12'],
    ['EUR -12', '-12'],
    ['12,34,567.00', '1234567'],
    ['8267.11', '8267.11'],
    ['(8,267.11)', '-8267.11'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['5-', '-5'],
    ['−5', '-5'],
    ['-0.00', '0'],
    ['007', '7'],
    ['.5', '0.5'],
    ['１２３', '123'],
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['10 %', '10'],
    ['12.03.2026', null],
    ['3-5', null],
    ['1,2,3', null],
    ['INV-100', null],
    ['', null],
    ['n/a', null],
  ])('%s is %s', (text, form) => {
    expect(numberForm(text, null)).toBe(form);
  });

  it('that could be meant in two ways are read as the others are', () => {
    expect(numberForm('1,234', null)).toBe('1234');
    expect(numberForm('1,234', ',')).toBe('1.234');
    expect(numberForm('1.234', null)).toBe('1.234');
    expect(numberForm('1.234', ',')).toBe('1234');
    expect(decimalMarkIn('1,234')).toBeNull();
    expect(decimalMarkIn('1.234,5')).toBe(',');
    expect(numberForm('0,125', null)).toBe('0.125');
  });

  it('are the same however a country writes them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'es-ES'),
        (cents, locale) => {
          const value = cents / 100;
          const text = value.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
          expect(numberForm(text, null)).toBe(formOfNumber(value));
        },
      ),
    );
  });
});

describe('dates', () => {
  it.each([
    ['2026-03-09', '2026-03-09'],
    ['2026-03-09T10:00:00Z', '2026-03-09'],
    ['20260309', '2026-03-09'],
    ['2026/3/9', '2026-03-09'],
    ['9 March 2026', '2026-03-09'],
    ['March 9, 2026', '2026-03-09'],
    ['Monday, March 9th, 2026', '2026-03-09'],
    ['9. März 2026', '2026-03-09'],
    ['9 mars 2026', '2026-03-09'],
    ['9 de marzo de 2026', '2026-03-09'],
    ['09-Mar-26', '2026-03-09'],
    ['9.3.2026', '2026-03-09'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['3/3/26', '2026-03-03'],
    ['Sept 1, 2026', '2026-09-01'],
    ['31/12/99', '1999-12-31'],
  ])('%s is %s', (text, form) => {
    expect(readDate(text, null)).toEqual({ kind: 'date', form });
  });

  it.each(['2026-02-30', '30/02/2026', '31 April 2026', 'March 2026', '12', 'soon', '', '1234567', '99/99/9999'])(
    '%s is none',
    (text) => {
      expect(readDate(text, null)).toBeNull();
    },
  );

  it('are told to be ambiguous only where they are', () => {
    expect(readDate('03/09/2026', null)).toEqual({
      kind: 'ambiguous',
      dayFirst: '2026-09-03',
      monthFirst: '2026-03-09',
    });
    expect(orderIn('03/09/2026')).toBeNull();
    expect(orderIn('25/09/2026')).toBe('day-first');
    expect(orderIn('09/25/2026')).toBe('month-first');
  });

  it('are the same in every spelling', () => {
    const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2068-12-31'), noInvalidDate: true });
    const spelling = fc.constantFrom<readonly [string, Intl.DateTimeFormatOptions, 'day-first' | 'month-first']>(
      ['en-GB', { day: '2-digit', month: '2-digit', year: 'numeric' }, 'day-first'],
      ['en-US', { day: 'numeric', month: 'numeric', year: '2-digit' }, 'month-first'],
      ['en-US', { dateStyle: 'full' }, 'month-first'],
      ['de-DE', { dateStyle: 'full' }, 'day-first'],
      ['de-DE', { dateStyle: 'medium' }, 'day-first'],
      ['fr-FR', { dateStyle: 'long' }, 'day-first'],
      ['es-ES', { dateStyle: 'full' }, 'day-first'],
      ['it-IT', { dateStyle: 'medium' }, 'day-first'],
      ['nl-NL', { dateStyle: 'long' }, 'day-first'],
      ['pt-PT', { dateStyle: 'full' }, 'day-first'],
    );
    fc.assert(
      fc.property(day, spelling, (date, [locale, style, order]) => {
        const text = date.toLocaleDateString(locale, { ...style, timeZone: 'UTC' });
        expect(readDate(text, order), text).toEqual({ kind: 'date', form: date.toISOString().slice(0, 10) });
      }),
    );
  });
});

describe('times, telephones, countries, tick boxes, texts', () => {
  it.each([
    ['15:05', '15:05:00'],
    ['3:05 PM', '15:05:00'],
    ['3 p.m.', '15:00:00'],
    ['12:00 am', '00:00:00'],
    ['15.05', '15:05:00'],
    ['15h05', '15:05:00'],
    ['15:05:09', '15:05:09'],
    ['25:00', null],
    ['13 PM', null],
    ['15', null],
    ['noon', null],
  ])('%s o’clock is %s', (text, form) => {
    expect(timeForm(text)).toBe(form);
  });

  it.each([
    ['+1 (987) 654-3210', '987-654-3210', true],
    ['+44 (0)20 7946 0018', '020 7946 0018', true],
    ['0049 89 1234567', '+49 89 1234567', true],
    ['555-0100 ext. 5', '5550100x5', true],
    ['555-0100 ext. 5', '555-0100', false],
    ['+1 987 654 3210', '+44 987 654 3210', false],
    ['987 654 3210', '987 654 3211', false],
    ['+1 12345', '12345', false],
  ])('%s and %s are one number: %s', (a, b, same) => {
    const [one, other] = [phoneForm(a), phoneForm(b)];
    expect(samePhone(one ?? '', other ?? '')).toBe(same);
    expect(samePhone(other ?? '', one ?? '')).toBe(same);
  });

  it.each([
    ['US', 'USA'],
    ['usa', 'USA'],
    ['United States', 'USA'],
    ['Deutschland', null],
    ['Germany', 'DEU'],
    ['UK', 'GBR'],
    ['Côte d’Ivoire', 'CIV'],
    ['XX', null],
  ])('the country %s is %s', (text, form) => {
    expect(countryForm(text)).toBe(form);
  });

  it.each([
    ['Selected', 'selected'],
    ['☒', 'selected'],
    [':unselected:', 'unselected'],
    ['no', 'unselected'],
    ['maybe', null],
  ])('the tick box %s is %s', (text, form) => {
    expect(markForm(text)).toBe(form);
  });

  it.each([
    ['  Two\n\tlines ', 'two lines'],
    ['ﬁne – “print”', 'FINE - "PRINT"'],
    ['Straße', 'STRASSE'],
    ['e\u0301', 'É'],
    ['a\u00ADb', 'AB'],
    ['O’Neill', "o'neill"],
  ])('the text %j is the same as %j', (a, b) => {
    expect(textForm(a)).toBe(textForm(b));
  });
});

describe('forms of any kind', () => {
  const kind = fc.constantFrom<Kind>('text', 'number', 'date', 'time', 'phone', 'country', 'mark');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'0123456789.,-/ :+()$€%x') }),
    fc.constantFrom('1,234', '03/09/2026', '9 March 2026', '+1 987 654 3210', 'US', 'x', '15:05'),
  );
  const how = fc.record({
    order: fc.constantFrom('day-first' as const, 'month-first' as const, null),
    mark: fc.constantFrom('.' as const, ',' as const, null),
  });

  it('never fail, and a value is the same as itself', () => {
    fc.assert(
      fc.property(kind, text, how, (one, value, conventions) => {
        const form = formOf(one, value, conventions);
        if (form !== null) expect(sameForm(form, form)).toBe(true);
      }),
    );
  });

  it('agree or differ whichever is expected and whichever found', () => {
    fc.assert(
      fc.property(kind, text, text, how, (one, a, b, conventions) => {
        const [left, right] = [formOf(one, a, conventions), formOf(one, b, conventions)];
        if (left && right) expect(sameForm(left, right)).toBe(sameForm(right, left));
      }),
    );
  });

  it('are reached in one step: a form is its own form', () => {
    fc.assert(
      fc.property(kind, text, how, (one, value, conventions) => {
        const form = formOf(one, value, conventions);
        if (form) expect(formOf(form.as, form.text, { order: null, mark: '.' })?.text).toBe(form.text);
      }),
    );
  });

  it('of a field go by the service’s value, and by its text where it has none', () => {
    const field = { type: 'date', text: '03/09/2026', value: null, confidence: null };
    const none = { order: null, mark: null };
    expect(formOfField('date', field, none)).toBeNull();
    expect(formOfField('date', { ...field, value: '2026-03-09' }, none)).toEqual({ as: 'date', text: '2026-03-09' });
    expect(formOfField('number', { ...field, text: '$5.00', value: 5 }, none)).toEqual({ as: 'number', text: '5' });
    expect(formOfField('text', { ...field, text: 'A b', value: 'A-b' }, none)).toEqual({ as: 'text', text: 'a b' });
  });
});
