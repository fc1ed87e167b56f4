import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyzeOperation, type AnalyzeResult } from '../domain/analysis.ts';
import { columnsOf, cornersOf, everyField, layersOf, quarterTurn, spellOut, trustIn, viewOf } from './results.ts';

/** Real answers, read where they lie when the folder is there; nothing of it is part of the project. */
const RECORDINGS = join(import.meta.dirname, '../../../shared/recordings');
const recordings = existsSync(RECORDINGS) ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.json')) : [];

/** Counts members named `key` anywhere in a value. */
const count = (value: unknown, is: (node: Record<string, unknown>) => boolean): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + count(item, is), 0);
  if (value === null || typeof value !== 'object') return 0;
  const node = value as Record<string, unknown>;
  return (is(node) ? 1 : 0) + Object.values(node).reduce<number>((sum, item) => sum + count(item, is), 0);
};

describe('what a screen is given of an answer', () => {
  it.each(recordings)('drops nothing of the recorded %s', (name) => {
    const result = AnalyzeOperation.parse(JSON.parse(readFileSync(`${RECORDINGS}/${name}`, 'utf8')))
      .analyzeResult as AnalyzeResult;
    const view = viewOf(result);
    const boxes = (from: unknown): number => count(from, (node) => Array.isArray(node['boundingBox']));
    const tablesWithoutBox = view.tables.length - count(result.pageResults, (n) => 'cells' in n && 'boundingBox' in n);

    expect(view.overlays).toHaveLength(boxes(result) + tablesWithoutBox);
    expect(new Set(view.overlays.map(({ id }) => id)).size).toBe(view.overlays.length);
    expect(view.pages.map(({ lines }) => lines.length)).toEqual(result.readResults.map((r) => r.lines?.length ?? 0));
    expect(view.tables.flatMap(({ cells }) => cells)).toHaveLength(count(result.pageResults, (n) => 'rowIndex' in n));
    expect(view.documents.flatMap(({ fields }) => everyField(fields))).toHaveLength(
      count(result.documentResults, (node) => typeof node['type'] === 'string'),
    );
  });

  it.each(recordings)('keeps the boxes of %s on their pages', (name) => {
    const result = AnalyzeOperation.parse(JSON.parse(readFileSync(`${RECORDINGS}/${name}`, 'utf8')))
      .analyzeResult as AnalyzeResult;
    const view = viewOf(result);
    for (const overlay of view.overlays) {
      const page = view.pages.find((one) => one.page === overlay.page);
      for (const [x, y] of overlay.points) {
        expect(x).toBeLessThanOrEqual((page?.width ?? 0) * 1.01);
        expect(y).toBeLessThanOrEqual((page?.height ?? 0) * 1.01);
      }
    }
  });

  it('says what a field means where it differs from what it reads', () => {
    const view = viewOf({
      version: '2.1.0',
      readResults: [],
      documentResults: [
        {
          docType: 'prebuilt:invoice',
          fields: {
            DueDate: { type: 'date', text: '12/15/2019', valueDate: '2019-12-15', confidence: 0.9 },
            Country: { type: 'countryRegion', valueCountryRegion: 'USA' },
            VendorName: null,
          },
        },
      ],
    });
    expect(view.documents[0]?.fields.map(({ name, text, value }) => [name, text, value])).toEqual([
      ['DueDate', '12/15/2019', '2019-12-15'],
      ['Country', 'USA', null],
      ['VendorName', null, null],
    ]);
  });

  it('makes a table of line items that do not all have the same members', () => {
    const item = (members: Record<string, string>) => ({
      type: 'object',
      valueObject: Object.fromEntries(Object.entries(members).map(([k, text]) => [k, { type: 'string', text }])),
    });
    const [items] =
      viewOf({
        version: '2.1.0',
        readResults: [],
        documentResults: [
          {
            docType: 'x',
            fields: { Items: { type: 'array', valueArray: [item({ Name: 'a' }), item({ Name: 'b', Price: '3' })] } },
          },
        ],
      }).documents[0]?.fields ?? [];
    expect(items && columnsOf(items)).toEqual(['Name', 'Price']);
  });

  it('accepts any answer that is in the contract', () => {
    const box = fc.option(fc.array(fc.double({ noNaN: true, min: 0, max: 100 }), { maxLength: 9 }));
    const word = fc.record({ text: fc.string(), boundingBox: box });
    const result = fc.record({
      version: fc.string(),
      readResults: fc.array(
        fc.record({
          page: fc.integer({ min: 1, max: 3 }),
          width: fc.integer({ min: 0, max: 10 }),
          height: fc.integer({ min: 0, max: 10 }),
          unit: fc.string(),
          lines: fc.option(
            fc.array(fc.record({ text: fc.string(), boundingBox: box, words: fc.option(fc.array(word)) })),
          ),
        }),
      ),
    });
    fc.assert(
      fc.property(result, (answer) => {
        const view = viewOf(answer);
        expect(view.pages).toHaveLength(answer.readResults.length);
        for (const { points } of view.overlays) expect(points).toHaveLength(4);
      }),
    );
  });
});

describe('small rules of the results', () => {
  it('spells out names as a person would', () => {
    expect(spellOut('VendorAddressRecipient')).toBe('Vendor address recipient');
    expect(spellOut('CustomerTaxId')).toBe('Customer tax id');
    expect(spellOut('MRZLine')).toBe('MRZ line');
    expect(spellOut('Tips')).toBe('Tips');
  });

  it('takes boxes of eight and of four numbers and nothing else', () => {
    expect(cornersOf([1, 2, 3, 2, 3, 4, 1, 4])).toEqual(cornersOf([1, 2, 3, 4]));
    expect(cornersOf([1, 2, 3])).toBeNull();
    expect(cornersOf(null)).toBeNull();
  });

  it('turns a page that lies where the service saw it stand', () => {
    expect(quarterTurn({ width: 8.5, height: 11, angle: 0 }, 850, 1100)).toBe(0);
    expect(quarterTurn({ width: 8.5, height: 11, angle: 90 }, 1100, 850)).toBe(90);
    expect(quarterTurn({ width: 11, height: 8.5, angle: -90 }, 850, 1100)).toBe(270);
  });

  it('grades confidence', () => {
    expect([0.95, 0.9, 0.8, 0.3].map(trustIn)).toEqual(['high', 'high', 'medium', 'low']);
  });

  it('shows fields and tick boxes first, tables where there are no fields', () => {
    const view = viewOf({
      version: '2.1.0',
      readResults: [
        { page: 1, width: 1, height: 1, unit: 'inch', lines: [{ text: 'a', boundingBox: [0, 0, 1, 0, 1, 1, 0, 1] }] },
      ],
    });
    expect(layersOf(view)).toEqual({ there: ['lines'], first: ['lines'] });
  });
});
