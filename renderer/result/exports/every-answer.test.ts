import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { PDFDocument } from 'pdf-lib';
import { expect, it } from 'vitest';
import { en } from '#shared/words/en.ts';
import { countFields } from '../model/field-lines.ts';
import { readResult } from '../model/read-result.ts';
import { damaged } from '../testing/damaged.ts';
import { reportPdf } from './pdf/report.ts';
import { createSearchablePdf } from './pdf/searchable.ts';
import { fieldsCsv, tableCsv } from './results-csv.ts';
import { resultsWorkbook } from './results-workbook.ts';

const font = (weight: string): Uint8Array =>
  readFileSync(
    new URL(`../../../node_modules/pdfjs-dist/standard_fonts/LiberationSans-${weight}.ttf`, import.meta.url),
  );
const fonts = { regular: font('Regular'), bold: font('Bold') };

const facts = {
  documentName: 'x',
  feature: null,
  image: null,
  readAt: null,
  version: '1',
  rehearsal: false,
  page: 0,
  picture: null,
};

it('every file can be made of every answer, damaged ones too, and drops no field', async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async (answer) => {
      const view = readResult(answer);
      const { data } = Papa.parse(fieldsCsv(view, en.exporting), {
        skipEmptyLines: true,
        newline: '\r\n',
        delimiter: ',',
      });
      const fields = view.documents.reduce((sum, document) => sum + countFields(document.fields), 0);
      expect(data).toHaveLength(1 + fields + view.pairs.length);
      for (const table of view.tables) expect(tableCsv(table).length).toBeGreaterThan(0);
      expect((await resultsWorkbook(view, en.exporting)).length).toBeGreaterThan(0);
      await PDFDocument.load(await reportPdf(view, facts, en, fonts));
      const original = await PDFDocument.create();
      for (const _ of view.pages) original.addPage([612, 792]);
      const pdf = await createSearchablePdf(view, 'x', await original.save());
      const layers = view.pages.map((_, page) => pdf.layOver(page, page, 0));
      for (const { content } of layers) expect(content).not.toMatch(/NaN|Infinity|\de[+-]?\d/);
      const bytes = await pdf.save();
      expect((await PDFDocument.load(bytes)).getPageCount()).toBe(Math.max(1, view.pages.length));
    }),
    { numRuns: 8 },
  );
}, 60_000);
