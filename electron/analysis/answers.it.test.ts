import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '#shared/domain/analysis.ts';
import { DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { restrictedPdf } from '../testing/restricted-pdf.ts';
import {
  type AnalyzeResult,
  anew,
  fieldsOf,
  inputOf,
  ofBytes,
  ofSample,
  openServed,
  type Served,
  textsOf,
} from './testing/served.ts';

/** The words of a page's lines, as one reads them. */
const linesOf = (result: AnalyzeResult, page: number): string[] =>
  (result.readResults[page - 1]?.lines ?? []).map(({ text }) => text);
/** The first of several, as business cards have them. */
const firstText = (result: AnalyzeResult, name: string) => fieldsOf(result)[name]?.valueArray?.[0]?.text;

// What a service answers is the same on every engine; how it runs and ends there is in analysis.it.test.ts.
describe('what real containers answer', () => {
  let at: Served;
  beforeAll(async () => {
    at = await openServed();
  });
  afterAll(() => at.door.close());

  describe('a bundled sample', () => {
    const sample = async (id: string): Promise<Sample> => {
      const found = (await at.door.call('analysis.samples')).find((one) => one.id === id);
      if (!found) throw new Error(`no sample ${id}`);
      return found;
    };
    const analysed = async (id: string): Promise<AnalyzeResult> => {
      const { feature } = await sample(id);
      return at.answerOf(await at.door.succeed('analysis.analyse', inputOf(await at.serving(feature), ofSample(id))));
    };

    it('is there for every feature, and its bytes are the PDF that is sent', async () => {
      const samples = await at.door.call('analysis.samples');
      expect(samples.map(({ feature }) => feature).toSorted()).toEqual(
        ['business-card', 'id-document', 'invoice', 'layout', 'receipt'].toSorted(),
      );
      for (const { id, sizeBytes } of samples) {
        const bytes = await at.door.call('analysis.sampleBytes', { id });
        expect(bytes.byteLength).toBe(sizeBytes);
        expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-');
      }
      expect(await at.door.answerTo('analysis.sampleBytes', { id: '../../package.json' })).toMatchObject({
        ok: false,
        failure: { code: 'document.unknown-sample' },
      });
    });

    it.each(['invoice', 'receipt', 'business-card', 'id-card', 'form'])(
      '%s has words with boxes on every page, and the words make up the lines',
      async (id) => {
        const result = await analysed(id);
        expect(result.readResults).toHaveLength((await sample(id)).pages);
        for (const { lines, width, height, unit } of result.readResults) {
          expect(unit).toBe('inch');
          expect(lines?.length).toBeGreaterThan(0);
          for (const { text, words } of lines ?? []) {
            expect((words ?? []).map((word) => word.text).join(' ')).toBe(text);
            for (const { boundingBox } of words ?? []) {
              expect(boundingBox).toHaveLength(8);
              const [left = -1, top = -1, , , right = 99, bottom = 99] = boundingBox ?? [];
              expect(left >= 0 && top >= 0 && right <= width && bottom <= height && left < right && top < bottom).toBe(
                true,
              );
            }
          }
        }
      },
    );

    it('invoice has the sums of its second page, and its items of both', async () => {
      const result = await analysed('invoice');
      expect(result.documentResults?.[0]).toMatchObject({ docType: 'prebuilt:invoice', pageRange: [1, 2] });
      expect(textsOf(result, 'InvoiceId', 'CustomerName', 'SubTotal', 'TotalTax', 'InvoiceTotal', 'AmountDue')).toEqual(
        {
          InvoiceId: 'LM-20418',
          CustomerName: 'Tideline Ferries Ltd',
          SubTotal: '$7,526.20',
          TotalTax: '$620.91',
          InvoiceTotal: '$8,147.11',
          AmountDue: '$8,267.11',
        },
      );
      expect(fieldsOf(result)['InvoiceTotal']).toMatchObject({ page: 2, valueNumber: 8147.11 });
      expect(fieldsOf(result)['Items']?.valueArray).toHaveLength(14);
      // Drawn so that the number begins 476 points from the left and stands on the line 92 points from the top.
      const [left = 0, top = 0, , , , bottom = 0] = fieldsOf(result)['InvoiceId']?.boundingBox ?? [];
      expect(left).toBeCloseTo(476 / 72, 2);
      expect(top < 92 / 72 && bottom >= 92 / 72 && bottom - top < 0.2).toBe(true);
    });

    it('receipt has its merchant, total and items', async () => {
      const result = await analysed('receipt');
      expect(textsOf(result, 'MerchantName', 'Subtotal', 'Tax', 'Tip', 'Total', 'TransactionTime')).toEqual({
        MerchantName: 'THE GULL & ANCHOR',
        Subtotal: '$46.95',
        Tax: '$3.29',
        Tip: '$8.00',
        Total: '$58.24',
        TransactionTime: '12:47 PM',
      });
      const items = fieldsOf(result)['Items']?.valueArray ?? [];
      expect(items.map((item) => item?.valueObject?.['Name']?.text)).toEqual([
        'Fish chowder',
        'Crab roll',
        'Lemonade',
        'Apple pie',
      ]);
    });

    it('business card has the name in its parts, company and ways to be reached', async () => {
      const result = await analysed('business-card');
      const [contact] = fieldsOf(result)['ContactNames']?.valueArray ?? [];
      expect(contact?.text).toBe('Maren Holloway');
      expect(contact?.valueObject?.['FirstName']?.text).toBe('Maren');
      expect(contact?.valueObject?.['LastName']?.text).toBe('Holloway');
      expect(firstText(result, 'CompanyNames')).toBe('Holloway Bathymetry Inc.');
      expect(firstText(result, 'Emails')).toBe('maren@holloway.example');
      expect(firstText(result, 'MobilePhones')).toBe('+1 555 016 4410');
      expect(firstText(result, 'WorkPhones')).toBe('+1 555 016 4400');
    });

    it('ID card has number, names and dates', async () => {
      const result = await analysed('id-card');
      expect(result.documentResults?.[0]?.docType).toBe('prebuilt:idDocument:driverLicense');
      expect(textsOf(result, 'DocumentNumber', 'FirstName', 'LastName', 'DateOfBirth', 'DateOfExpiration')).toEqual({
        DocumentNumber: 'Q4410872',
        FirstName: 'ROWAN ELLIS',
        LastName: 'ASHCOMBE',
        DateOfBirth: '11/02/1989',
        DateOfExpiration: '06/30/2031',
      });
    });

    it('form has its tables with the cells that span, and its marks, on both pages', async () => {
      const result = await analysed('form');
      const tables = (result.pageResults ?? []).map(({ tables }) => tables ?? []);
      expect(tables.map((page) => page.map(({ rows, columns }) => [rows, columns]))).toEqual([
        [
          [3, 4],
          [6, 5],
        ],
        [[4, 4]],
      ]);
      const spanning = (tables[0]?.[1]?.cells ?? []).filter((cell) => (cell.rowSpan ?? 1) * (cell.columnSpan ?? 1) > 1);
      expect(spanning.map(({ text, rowSpan, columnSpan }) => [text, rowSpan ?? 1, columnSpan ?? 1])).toEqual([
        ['Machine', 2, 1],
        ['Temperature, C', 1, 2],
        ['Oil pressure, bar', 1, 2],
      ]);
      expect(tables[0]?.[0]?.cells.find((cell) => cell.rowIndex === 1 && cell.columnIndex === 1)?.text).toBe('KTW-519');
      const marks = result.readResults.map(({ selectionMarks }) => (selectionMarks ?? []).map(({ state }) => state));
      const [on, off] = ['selected', 'unselected'];
      expect(marks).toEqual([
        [on, off, off, on, on, on, off, on, on, off],
        [off, on, off, off],
      ]);
      expect(linesOf(result, 2)).toContain('Items to be mended');
    });

    it('is read on the pages asked for alone', async () => {
      const result = await at.answerOf(
        await at.door.succeed('analysis.analyse', inputOf(await at.serving('invoice'), ofSample('invoice'), '2')),
      );
      expect(result.readResults.map(({ page }) => page)).toEqual([2]);
    });
  });

  it('a PDF that only restricts printing is read', async () => {
    const document = ofBytes('restricted.pdf', await restrictedPdf(''));
    expect(await at.door.succeed('analysis.analyse', inputOf(await at.serving('invoice'), document))).toMatchObject({
      pages: 1,
    });
  });

  describe('a document that cannot be analysed', () => {
    it.each<[string, string, () => Promise<Uint8Array>]>([
      ['is empty', 'document.empty', async () => new Uint8Array()],
      ['is text renamed to .pdf', 'document.wrong-type', async () => new TextEncoder().encode('Dear Sir or Madam,')],
      ['needs a password', 'document.password-protected', () => restrictedPdf('secret')],
      [
        'is cut off half-way',
        'document.damaged',
        async () => {
          const bytes = await at.door.call('analysis.sampleBytes', { id: 'invoice' });
          return bytes.slice(0, 400);
        },
      ],
      [
        'is as large as the service no longer takes',
        'document.too-large',
        async () => {
          const bytes = new Uint8Array(DOCUMENT_LIMIT_BYTES + 1);
          bytes.set(await at.door.call('analysis.sampleBytes', { id: 'invoice' }));
          return bytes;
        },
      ],
    ])('because it %s is told as %s', async (_what, code, bytes) => {
      const failure = await at.door.fail(
        'analysis.analyse',
        inputOf(await at.serving('invoice'), ofBytes('scan.pdf', await bytes())),
      );
      expect(failure).toMatchObject({ code, facts: { name: 'scan.pdf' } });
    });

    it('because it has no such page is refused in the service’s own words', async () => {
      const failure = await at.door.fail(
        'analysis.analyse',
        inputOf(await at.serving('invoice'), ofSample('invoice'), '7-9'),
      );
      expect(failure).toMatchObject({ code: 'document.refused', facts: { name: 'invoice.pdf' } });
    });
  });

  describe('a service that answers wrongly', () => {
    afterEach(() => at.mended());

    it.each([
      ['answers a web page', 'nonsense', 'service.nonsense'],
      ['names no result', 'no-location', 'service.nonsense'],
      ['breaks inside', '500', 'service.failed'],
      ['has too much to do', '429', 'service.busy'],
      ['fails in the job', 'fail', 'service.failed'],
    ])('and %s (%s) is told as %s', async (_what, analyze, code) => {
      const deployment = await at.goWrong(analyze);
      const failure = await at.door.fail('analysis.analyse', anew(deployment));
      expect(failure).toMatchObject({ code, facts: { image: 'invoice' } });
    });

    it('and forgets the job is told as that, and the document is sent again only by who knows that it may count twice', async () => {
      const deployment = await at.goWrong('forget');
      const lost = { code: 'document.may-count-twice', facts: { name: 'invoice.pdf', pages: 2, why: 'forgotten' } };
      expect(await at.door.fail('analysis.analyse', anew(deployment))).toMatchObject(lost);
      await at.mended();
      expect(await at.door.fail('analysis.analyse', inputOf(deployment, ofSample('invoice')))).toMatchObject(lost);
      await at.door.succeed('analysis.analyse', anew(deployment));
      expect(await at.door.call('interrupted.analyses', { deploymentId: deployment.id })).toEqual([]);
    });

    it('and names another host for the result is asked at its own port all the same', async () => {
      const deployment = await at.goWrong('foreign-location');
      const result = await at.answerOf(await at.door.succeed('analysis.analyse', anew(deployment)));
      expect(textsOf(result, 'InvoiceId')).toEqual({ InvoiceId: 'LM-20418' });
    });
  });
});
