import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { drawOn, wrap } from '#shared/pdf/drawing.ts';
import { en } from '#shared/words/en.ts';
import type { ResultField, ResultView } from '../../model/view.ts';
import { box, field, group, list, table, viewWith } from '../../testing/views.ts';
import { reportPdf } from './report.ts';

const font = (weight: string): Uint8Array =>
  readFileSync(
    new URL(`../../../../node_modules/pdfjs-dist/standard_fonts/LiberationSans-${weight}.ttf`, import.meta.url),
  );
const fonts = { regular: font('Regular'), bold: font('Bold') };

const facts = {
  documentName: 'invoice.pdf',
  feature: 'Invoice',
  image: 'registry/invoice:2.1',
  readAt: '1 March 2027, 14:03',
  version: '1.2.3',
  rehearsal: false,
  page: 0,
  picture: null,
};

async function textsOf(view: ResultView, change: Partial<typeof facts> = {}): Promise<readonly string[]> {
  const bytes = await reportPdf(view, { ...facts, ...change }, en, fonts);
  const task = getDocument({ data: bytes, verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  expect(pdf.numPages).toBe(1);
  const { items } = await (await pdf.getPage(1)).getTextContent();
  await task.destroy();
  return items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : []));
}

const viewOf = (...fields: readonly ResultField[]): ResultView =>
  viewWith({ documents: [{ docType: 'prebuilt:invoice', confidence: null, modelId: null, pages: [1, 1], fields }] });

describe('a report', () => {
  it('says which document was read, as what, when and by which image', async () => {
    const texts = await textsOf(viewOf(field('VendorName', { text: 'Contoso' })));
    expect(texts).toContain('invoice.pdf');
    expect(texts.join('|')).toContain('Invoice · 1 page · read 1 March 2027, 14:03 · registry/invoice:2.1');
    expect(texts).toContain('Made with Drydock 1.2.3');
  });
  it('tells text, value and confidence apart from what is not found and not given', async () => {
    const texts = await textsOf(
      viewOf(
        field('InvoiceDate', {
          text: '1 March',
          value: '2027-03-01',
          confidence: 0.5,
          place: { page: 0, corners: box(1, 1, 9, 9) },
        }),
        field('CountryRegion', { value: 'USA' }),
        field('DueDate', { type: null }),
        list('Items', [
          group('1', [field('Amount', { text: 'Größe €', confidence: 0.99 }), field('Unit', { text: 'm' })]),
        ]),
        field('Total', { text: '7' }),
      ),
    );
    expect(texts.slice(texts.indexOf('Confidence') + 1, -1)).toEqual([
      ...['1', 'Invoice date', '1 March', '2027-03-01', '50 % doubtful'],
      ...['Country region', 'USA', 'not given'],
      ...['Due date', 'not found'],
      ...['Total', '7', 'not given'],
      ...['Items 1', 'Größe € · m', '99 %'],
      '1',
    ]);
  });
  it('says that a rehearsal was one', async () => {
    expect(await textsOf(viewWith({}), { rehearsal: true })).toContain('Rehearsal: read by a stand-in, to practise');
  });
  it('counts what does not fit', async () => {
    const many = Array.from({ length: 100 }, (_, at) => field(`Field${at}`, { text: 'x' }));
    const texts = await textsOf(viewOf(...many));
    const shown = texts.filter((text) => /^Field \d+$|^Field\d+$/.test(text)).length;
    expect(shown).toBeGreaterThan(15);
    expect(texts).toContain(`and ${100 - shown} more in the XLSX`);
  });
  it('names characters that its typeface lacks', async () => {
    const texts = await textsOf(viewOf(field('VendorName', { text: '領 א' })));
    expect(texts.join(' ')).toContain('lacks U+9818, U+05D0');
  });
  it('lists tables and tick boxes of a page without fields, and lines of a page with nothing else', async () => {
    const words = { pagesOfWords: [{ words: [{ text: 'Hello', corners: box(1, 1, 90, 20) }] }] };
    expect(await textsOf(viewWith({ ...words, tables: [table(2, 3, [])] }))).toContain('2 rows, 3 columns');
    expect(await textsOf(viewWith(words))).toContain('Hello');
    expect(await textsOf(viewWith({}))).toContain('The service found nothing on this page.');
  });
});

it('a text on lines loses nothing but blanks while it fits, and no line is wider than asked', async () => {
  const pdf = await PDFDocument.create();
  const drawing = drawOn(pdf, pdf.addPage([100, 100]), fonts);
  const style = { size: 8, colour: '#000000' };
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      const lines = wrap(drawing, text, 40, style, 100);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const line of lines) expect(drawing.measure(line, style)).toBeLessThanOrEqual(40);
      const cut = wrap(drawing, text, 40, style, 2);
      expect(cut.length).toBeLessThanOrEqual(2);
      if (lines.length > 2) expect(cut[1]).toMatch(/…$/);
    }),
  );
});
