import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, parseZone, zoneLine } from './mrz.ts';
import { findAmounts, findDate, findPhone, findTime, isMoney } from './parse.ts';

describe('a date', () => {
  it.each([
    ['3/4/2024', null, '2024-03-04'],
    ['3/4/2024', 'en-GB', '2024-04-03'],
    ['25/12/2024', null, '2024-12-25'],
    ['04.03.24', null, '2024-03-04'],
    ['2024-03-04', null, '2024-03-04'],
    ['due March 4th, 2024', null, '2024-03-04'],
    ['4 Mar 2024', null, '2024-03-04'],
    ['04-MAR-2024', null, '2024-03-04'],
  ])('in "%s" (%s) is %s', (text, locale, value) => {
    expect(findDate(text, locale)?.value).toBe(value);
  });

  it.each(['', '31/31/2024', 'February 30, 2024', '12345', '1.2.3'])('is not found in "%s"', (text) => {
    expect(findDate(text, null)).toBeNull();
  });
});

describe('an amount', () => {
  it('comes back as the number that was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (cents) => {
        const text = (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
        expect(findAmounts(text).map((one) => one.value)).toEqual([cents / 100]);
      }),
    );
  });

  it('is no percentage and no part of a word', () => {
    expect(findAmounts('VAT 19% 38.00').map((one) => one.value)).toEqual([38]);
    expect(findAmounts('A4 B2B')).toEqual([]);
  });

  it('is money with cents or a mark', () => {
    expect([isMoney('7.00'), isMoney('$7'), isMoney('7'), isMoney('7.5 kg')]).toEqual([true, true, false, false]);
  });
});

describe('times and telephone numbers', () => {
  it.each([
    ['13:59', '13:59:00'],
    ['at 1:05 pm', '13:05:00'],
    ['12:30 AM', '00:30:00'],
  ])('read "%s" as %s', (text, value) => {
    expect(findTime(text)?.value).toBe(value);
  });

  it.each([
    ['987-654-3210', '+19876543210'],
    ['(987) 654-3210', '+19876543210'],
    ['+44 7911 123456', '+447911123456'],
    ['+44 (0) 20 9876 5432', null],
  ])('read "%s" as %s', (text, value) => {
    expect(findPhone(text)?.value).toBe(value);
  });

  it('find none where there is none', () => {
    expect([findTime('25:00'), findPhone('12.50'), findPhone('98101')]).toEqual([null, null, null]);
  });
});

describe('a machine-readable zone', () => {
  const first = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
  const second = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

  it('is read as ICAO 9303 has it', () => {
    expect(parseZone(first, second, 2026)).toEqual({
      documentNumber: 'L898902C3',
      firstName: 'ANNA MARIA',
      lastName: 'ERIKSSON',
      issuer: 'UTO',
      nationality: 'UTO',
      dateOfBirth: '1974-08-12',
      dateOfExpiration: '2012-04-15',
      sex: 'F',
      checked: true,
    });
  });

  it('says when a check digit is wrong', () => {
    expect(parseZone(first, second.replace('7408122', '7408123'), 2026)?.checked).toBe(false);
    expect(checkDigit('520727')).toBe(3);
  });

  it('has lines of 44 characters, whatever gaps a font shows', () => {
    expect(zoneLine(second.replace('<<', '< <'))).toBe(second);
    expect(zoneLine(second.slice(1))).toBeNull();
  });
});
