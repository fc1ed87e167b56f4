import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '#shared/domain/comparison.ts';
import { en } from '#shared/words/en.ts';
import type { ComparedCell, Comparison } from '../model/compare.ts';
import { tally } from '../model/tally.ts';
import { acceptancePdf } from './acceptance-pdf.ts';
import { type AcceptanceFacts, readBetween } from './facts.ts';
import { MOST_DIFFERENCES } from './sections.ts';

const font = (weight: string): Uint8Array =>
  readFileSync(
    new URL(`../../../node_modules/pdfjs-dist/standard_fonts/LiberationSans-${weight}.ttf`, import.meta.url),
  );
const fonts = { regular: font('Regular'), bold: font('Bold') };

const cell = (document: string, field: string, verdict: Verdict, more: Partial<ComparedCell> = {}): ComparedCell => ({
  document,
  field,
  verdict,
  part: 0,
  line: 2,
  kind: 'text',
  expected: `${field} as expected`,
  found: verdict === 'missing' ? null : `${field} as read`,
  expectedForm: null,
  foundForm: null,
  confidence: verdict === 'missing' ? null : 0.81,
  bothEmpty: false,
  why: null,
  ...more,
});

function comparisonOf(cells: readonly ComparedCell[], more: Partial<Comparison> = {}): Comparison {
  const names = [...new Set(cells.map(({ field }) => field))];
  return {
    cells,
    overall: tally(cells),
    fields: names.map((field) => ({ field, ...tally(cells.filter((one) => one.field === field)) })),
    documents: new Set(cells.map(({ document }) => document)).size,
    failedDocuments: 0,
    strays: [],
    notExpected: [],
    unknownColumns: [],
    ambiguousDates: 0,
    order: null,
    ...more,
  };
}

const DIGEST = `sha256:${'0c'.repeat(32)}`;
const SHA = 'ab'.repeat(32);
const cells = [
  ...Array.from({ length: 18 }, (_, at) => cell(`in/${at}.pdf`, 'InvoiceTotal', 'right')),
  cell('in/18.pdf', 'InvoiceTotal', 'different', { expected: '1,234.50', found: '1,284.50' }),
  cell('in/19.pdf', 'InvoiceTotal', 'missing'),
  cell('in/19.pdf', 'Items[2].Amount', 'unexpected'),
];
const facts: AcceptanceFacts = {
  madeAt: '2026-03-10T08:15:00.000Z',
  version: '1.2.3',
  rehearsal: false,
  deploymentName: 'Invoices of the yard',
  images: [
    { image: 'invoice', reference: 'registry/invoice:2.1', digest: DIGEST, id: 'sha256:1' },
    { image: 'layout', reference: 'registry/layout:2.1', digest: null, id: 'sha256:2b' },
  ],
  batch: {
    folder: '/scans/March',
    feature: 'invoice',
    createdAt: '2026-03-09T10:00:00.000Z',
    counts: { total: 20, waiting: 0, running: 0, done: 19, failed: 1, pages: 31, unsure: 0, unsurePages: 0 },
  },
  read: { from: '2026-03-09T10:00:04.000Z', to: '2026-03-09T10:12:00.000Z' },
  expected: { name: 'expected.csv', sha256: SHA, rows: 20, columns: 2 },
  order: null,
  comparison: comparisonOf(cells),
};

/** The report read by another reader than the one that wrote it, page by page. */
async function read(change: Partial<AcceptanceFacts> = {}): Promise<readonly string[]> {
  const bytes = await acceptancePdf({ ...facts, ...change }, en, fonts);
  const task = getDocument({ data: bytes, verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : [])).join('\n'));
  }
  await task.destroy();
  return pages;
}

describe('the acceptance report', () => {
  it('says what was compared with what, by what and when', async () => {
    const [first = ''] = await read();
    for (const said of [
      'Invoices of the yard',
      '/scans/March',
      '20: 19 analysed (31 pages), 1 failed',
      '2026-03-09 10:00:04 to 2026-03-09 10:12:00 UTC',
      'expected.csv: 20 rows, 2 columns',
      SHA,
      DIGEST,
      'image ID sha256:2b, without a registry digest',
    ])
      expect(first.replaceAll('\n', ' ')).toContain(said);
    expect(first).not.toContain('REHEARSAL');
  });

  it('says the share with its interval, and the same of each field', async () => {
    const text = (await read()).join('\n');
    expect(text).toContain('85.7 % of 21 fields are right');
    expect(text).toMatch(/Invoice total\n90 %\n\d\d\.\d % to \d\d\.\d %\n20\n1\n1\n0\n/);
    expect(text).toMatch(/Items 2, amount\n0 %\n0\.0 % to \d\d\.\d %\n1\n0\n0\n1\n/);
  });

  it('lists each difference with what was expected and what was read', async () => {
    const text = (await read()).join('\n');
    expect(text).toContain('All 3 differences');
    expect(text).toContain('in/18.pdf\nInvoice total\ndifferent\n1,234.50\n1,284.50\n81 %');
    expect(text).toContain('in/19.pdf\nInvoice total\nmissing\n');
  });

  it('lists the first of many, and says how many there are', async () => {
    const many = Array.from({ length: 90 }, (_, at) => cell(`${at}.pdf`, 'DueDate', 'different'));
    const text = (await read({ comparison: comparisonOf(many) })).join('\n');
    expect(text).toContain(`The first ${MOST_DIFFERENCES} of 90 differences`);
    expect(text).toContain(`${MOST_DIFFERENCES - 1}.pdf`);
    expect(text).not.toContain(`${MOST_DIFFERENCES}.pdf`);
  });

  it('keeps the decision and all lines to sign on together on one page', async () => {
    for (const count of [0, 5, 11, 17, 23, 29, 35]) {
      const some = Array.from({ length: count }, (_, at) => cell(`${at}.pdf`, 'DueDate', 'different'));
      const pages = await read({ comparison: comparisonOf(some) });
      const last = pages.at(-1) ?? '';
      for (const said of [en.acceptance.acceptanceText, ...en.acceptance.choices, ...en.acceptance.parties])
        expect(last).toContain(said);
      expect(last.match(/^Signature$/gm)).toHaveLength(2);
      pages.forEach((page, at) => {
        expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
      });
    }
  });

  it('of a rehearsal says so on every page', async () => {
    for (const page of await read({ rehearsal: true })) expect(page).toContain('REHEARSAL');
  });

  it('of a batch that had not ended says so, and what was not compared', async () => {
    const counts = { ...facts.batch.counts, waiting: 3, running: 1 };
    const comparison = comparisonOf(cells, {
      strays: [{ line: 3, name: 'x.pdf', why: 'none' }],
      unknownColumns: ['Colour'],
      ambiguousDates: 2,
    });
    const text = (await read({ batch: { ...facts.batch, counts }, comparison })).join(' ').replaceAll('\n', ' ');
    expect(text).toContain('The batch had not ended: 4 documents were not analysed yet.');
    expect(text).toContain('1 column without a field of this name: Colour.');
    expect(text).toContain('2 dates such as 03/09/2026 can be meant in two ways');
  });

  it('without fields, documents, deployment or engine says so and invents nothing', async () => {
    const counts = { total: 0, waiting: 0, running: 0, done: 0, failed: 0, pages: 0, unsure: 0, unsurePages: 0 };
    const [image] = facts.images;
    const pages = await read({
      comparison: comparisonOf([]),
      deploymentName: null,
      images: image ? [{ ...image, digest: null, id: null }] : [],
      batch: { ...facts.batch, counts },
      read: null,
    });
    const text = pages.join(' ').replaceAll('\n', ' ');
    for (const said of [
      en.acceptance.nothing,
      en.acceptance.noFields,
      en.acceptance.nothingChecked,
      en.acceptance.unknownDeployment,
      'digest not known',
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/undefined|NaN|null|\[object|95 % interval/);
  });

  it('names characters that its typeface lacks', async () => {
    const text = (await read({ batch: { ...facts.batch, folder: '/scans/請求書' } })).join(' ');
    expect(text).toContain('U+8ACB, U+6C42, U+66F8');
  });

  it('is the same to the byte when made of the same', async () => {
    const [one, other] = await Promise.all([acceptancePdf(facts, en, fonts), acceptancePdf(facts, en, fonts)]);
    expect(Buffer.from(one).equals(other)).toBe(true);
  });

  it('can be read and is no more than some pages, whatever stands in names and values', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom('', '\n\n\n', '‮\u0000\ud800', 'W'.repeat(3000), 'a b '.repeat(800), 'שלום عربي हिन्दी 漢字'),
    );
    const compared = fc
      .record({
        document: text,
        field: text,
        verdict: fc.constantFrom<Verdict>('right', 'different', 'missing', 'unexpected', 'unchecked'),
        expected: text,
        found: fc.option(text),
      })
      .map(({ document, field, verdict, ...more }) => cell(document, field, verdict, more));
    await fc.assert(
      fc.asyncProperty(
        fc.array(compared, { maxLength: 60 }),
        text,
        text,
        fc.array(text),
        async (all, a, b, columns) => {
          const pages = await read({
            deploymentName: a,
            batch: { ...facts.batch, folder: b },
            expected: { ...facts.expected, name: a },
            comparison: comparisonOf(all, { unknownColumns: columns }),
          });
          expect(pages.length).toBeLessThan(20);
          expect(pages.at(-1)).toContain(en.acceptance.acceptanceText);
          expect(pages.join('\n')).toContain(SHA);
        },
      ),
      { numRuns: 12 },
    );
    // Twelve reports are drawn and read back: about two seconds on an idle machine, more beside other tests.
  }, 60_000);
});

it('knows from when to when documents were read, whatever their order, and of none nothing', () => {
  const [early, late] = ['2026-01-02T03:04:05.000Z', '2026-01-02T10:00:00.000Z'];
  expect(readBetween([late, null, early])).toEqual({ from: early, to: late });
  expect(readBetween([null])).toBeNull();
});
