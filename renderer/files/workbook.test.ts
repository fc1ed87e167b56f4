import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dateOf, sheetNames, writeWorkbook } from './workbook.ts';

const filesOf = async (...args: Parameters<typeof writeWorkbook>): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(await writeWorkbook(...args))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );

describe('the names of sheets', () => {
  it('are such as Excel takes, and all different', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.constantFrom('Items', 'items', "'", '[]', 'History'),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), (wanted) => {
        const names = sheetNames(wanted);
        expect(names).toHaveLength(wanted.length);
        expect(new Set(names.map((one) => one.toLowerCase())).size).toBe(names.length);
        for (const one of names) {
          expect(one.length).toBeGreaterThan(0);
          expect(one.length).toBeLessThanOrEqual(31);
          expect(one).not.toMatch(/[[\]:*?/\\\p{Cc}]|^'|'$/u);
        }
      }),
    );
  });
  it('tell long ones apart at their end', () => {
    expect(
      sheetNames(['A name that is far too long for Excel, one', 'A name that is far too long for Excel, two']),
    ).toEqual(['A name that is far too long for', 'A name that is far too long (2)']);
  });
});

describe('a workbook', () => {
  it('keeps text as text, numbers as numbers and days as days', async () => {
    const files = await filesOf([
      {
        name: 'One',
        head: ['A', 'B'],
        rows: [
          ['=1+1', 12.5],
          ['007', { day: '2024-03-01' }],
          [true, { day: 'soon' }],
        ],
      },
    ]);
    const sheet = files['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<v>12.5</v>');
    expect(sheet).toContain('<v>45352</v>');
    expect(sheet).toMatch(/t="b"[^>]*><v>1/);
    const strings = files['xl/sharedStrings.xml'] ?? '';
    for (const text of ['=1+1', '007', 'soon']) expect(strings).toContain(`>${text}<`);
  });
  it('merges what spans, and marks headings', async () => {
    const files = await filesOf([
      {
        name: 'T',
        rows: [
          [{ text: 'wide', header: true, columnSpan: 2 }, null],
          [{ text: 'tall', rowSpan: 2 }, { text: 'b' }],
          [null, { text: 'c' }],
        ],
      },
    ]);
    expect(files['xl/worksheets/sheet1.xml']).toContain('<mergeCell ref="A1:B1"/>');
    expect(files['xl/worksheets/sheet1.xml']).toContain('<mergeCell ref="A2:A3"/>');
  });
  it('takes any text, cutting only what a cell cannot hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await filesOf([{ name: text, head: [text], rows: [[text, { text }]] }]);
      }),
      { numRuns: 30 },
    );
    const files = await filesOf([{ name: 'Long', rows: [['x'.repeat(40_000)]] }]);
    expect(files['xl/sharedStrings.xml']).toContain(`${'x'.repeat(32_766)}…<`);
  });
});

describe('a day', () => {
  it.each(['2024-02-30', '1900-01-01', '12/31/2020', '', '2024-3-1'])('is not read from %j', (text) =>
    expect(dateOf(text)).toBeNull(),
  );
});
