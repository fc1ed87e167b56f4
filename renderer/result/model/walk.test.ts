import { describe, expect, it } from 'vitest';
import { recordings } from '../../../scripts/recordings.ts';
import { boxesOn, layersOf, quarterTurn } from './boxes.ts';
import { kin, placeOf } from './look-up.ts';
import { readResult } from './read-result.ts';
import { columnsOf, spellOut, trustIn } from './walk.ts';

describe('small rules of the results', () => {
  it('spells out names as a person would', () => {
    expect(spellOut('VendorAddressRecipient')).toBe('Vendor address recipient');
    expect(spellOut('CustomerTaxId')).toBe('Customer tax id');
    expect(spellOut('MRZLine')).toBe('MRZ line');
    expect(spellOut('Tips')).toBe('Tips');
  });

  it('turns a page that lies where the service saw it stand', () => {
    expect(quarterTurn({ width: 8.5, height: 11, angle: 0 }, 850, 1100)).toBe(0);
    expect(quarterTurn({ width: 8.5, height: 11, angle: 90 }, 1100, 850)).toBe(90);
    expect(quarterTurn({ width: 11, height: 8.5, angle: -90 }, 850, 1100)).toBe(270);
  });

  it('grades confidence', () => {
    expect([0.95, 0.9, 0.8, 0.3].map(trustIn)).toEqual(['high', 'high', 'medium', 'low']);
  });

  it('makes a table of line items that do not all have the same members', () => {
    const item = (members: Record<string, string>) => ({
      type: 'object',
      valueObject: Object.fromEntries(Object.entries(members).map(([k, text]) => [k, { type: 'string', text }])),
    });
    const Items = { type: 'array', valueArray: [item({ Name: 'a' }), item({ Name: 'b', Price: '3' })] };
    const view = readResult({
      version: '2.1.0',
      readResults: [],
      documentResults: [{ docType: 'x', pageRange: [1, 1], fields: { Items } }],
    });
    const [items] = view.documents[0]?.fields ?? [];
    expect(items && columnsOf(items)).toEqual(['Name', 'Price']);
    expect(kin(view, 'f/0/Items/1/Price')).toEqual(['f/0/Items/1/Price', 'f/0/Items/1', 'f/0/Items']);
  });
});

describe('the boxes of a page', () => {
  const box = (at: number) => [at, at, at + 1, at, at + 1, at + 1, at, at + 1];
  const view = readResult({
    version: '2.1.0',
    readResults: [1, 2].map((page) => ({
      page,
      angle: 0,
      width: 8,
      height: 8,
      unit: 'inch',
      lines: [
        {
          text: 'a b',
          boundingBox: box(1),
          appearance: { style: { name: page === 1 ? 'handwriting' : 'other', confidence: 1 } },
          words: [{ text: 'a', boundingBox: box(1) }, { text: 'b' }],
        },
      ],
    })),
    pageResults: [
      { page: 2, tables: [{ rows: 1, columns: 1, cells: [{ rowIndex: 0, columnIndex: 0, boundingBox: box(3) }] }] },
    ],
  });

  it('are those of its own things, the outer ones first; handwriting has two', () => {
    const idsOn = (page: number) => boxesOn(view, page).map(({ layer, id }) => `${layer} ${id}`);
    expect(idsOn(0)).toEqual(['lines l/0', 'handwriting l/0', 'words w/0']);
    expect(idsOn(1)).toEqual(['tables t/0', 'cells t/0/0', 'lines l/1', 'words w/2']);
    expect(boxesOn(view, 7)).toEqual([]);
    expect(kin(view, 'w/3')).toEqual(['w/3', 'l/1']);
    expect(kin(view, 't/0/0')).toEqual(['t/0/0', 't/0']);
  });

  it('name the layers that an answer has; fields and tick boxes come first, then tables', () => {
    expect(layersOf(view)).toEqual({
      there: ['tables', 'cells', 'lines', 'words', 'handwriting'],
      first: ['tables', 'cells'],
    });
  });

  it.each(recordings.map(({ name, text }) => [name, text] as const))(
    'are as many as there are boxes in %s',
    (_name, text) => {
      const body: unknown = JSON.parse(text);
      const recorded = readResult(body);
      const boxes = recorded.pages
        .flatMap((_page, at) => boxesOn(recorded, at))
        .filter(({ layer }) => layer !== 'handwriting');
      const count = (value: unknown): number => {
        if (value === null || typeof value !== 'object') return 0;
        const own = 'boundingBox' in value && Array.isArray(value.boundingBox) ? 1 : 0;
        return Object.values(value).reduce<number>((sum, member) => sum + count(member), own);
      };
      const madeUp = recorded.tables.length - (text.match(/"cells"/g) ?? []).length;
      expect(boxes).toHaveLength(count(body) + madeUp);
      for (const { id, corners } of boxes) expect(placeOf(recorded, id)?.corners).toEqual(corners);
    },
  );
});
