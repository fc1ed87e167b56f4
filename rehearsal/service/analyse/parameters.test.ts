import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { features } from '../features.ts';
import { sniffType } from './document-type.ts';
import { pagesWithin, parsePages, parseParameters } from './parameters.ts';
import { pagesParameter } from './work.ts';

describe('the pages parameter', () => {
  it('takes numbers and ranges', () => {
    expect(pagesWithin(parsePages('1,3-5'), 10)).toEqual([1, 3, 4, 5]);
    expect(pagesWithin(parsePages('3-99,1'), 4)).toEqual([1, 3, 4]);
  });

  it.each(['0', 'a', '1-', '-2', '5-3', '1,,2', '1;2', '1.5'])('refuses "%s"', (text) => {
    expect(() => parsePages(text)).toThrow(/pages parameter/);
  });

  it('says the same once it is written for a helper', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (some) => {
        const pages = [...some].sort((a, b) => a - b);
        expect(pagesWithin(parsePages(pagesParameter(pages)), 60)).toEqual(pages);
      }),
    );
  });
});

describe('the query parameters', () => {
  const parse = (query: string, feature: keyof typeof features) =>
    parseParameters(new URLSearchParams(query), features[feature]);

  it('are taken by those that know them and passed over by the others', () => {
    expect(parse('includeTextDetails=True&locale=en-gb', 'receipt')).toMatchObject({
      includeTextDetails: true,
      locale: 'en-gb',
    });
    expect(parse('locale=xx&includeTextDetails=1', 'layout')).toMatchObject({
      locale: null,
      includeTextDetails: false,
    });
    expect(parse('locale=xx', 'id-document').locale).toBeNull();
  });

  it('refuse a locale in the vendor’s words', () => {
    expect(() => parse('locale=de-DE', 'invoice')).toThrow(
      'Locale unsupported. Supported locales include en-AU, en-CA, en-GB, en-IN and en-US.',
    );
  });

  it.each(['readingOrder=upwards', 'language=tlh', 'pages=x'])('of layout refuse %s', (query) => {
    expect(() => parse(query, 'layout')).toThrow();
  });
});

describe('the type of a document', () => {
  it('comes from its first bytes', () => {
    expect(sniffType(Buffer.from('%PDF-1.7'))).toBe('application/pdf');
    expect(sniffType(Buffer.from('junk before %PDF-1.7'))).toBe('application/pdf');
    expect(sniffType(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(sniffType(Buffer.from('II*\0', 'latin1'))).toBe('image/tiff');
    expect(sniffType(Buffer.from('hello'))).toBeNull();
    expect(sniffType(new Uint8Array())).toBeNull();
  });
});
