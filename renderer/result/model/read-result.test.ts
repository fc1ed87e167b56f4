import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordings } from '../../../scripts/recordings.ts';
import { answers } from '../testing/answers.ts';
import { confidenceOf, cornersAt, layerOf, placeOf, textOf, thingOf } from './look-up.ts';
import { readResult } from './read-result.ts';
import type { ResultField, ResultView } from './view.ts';
import { everyField } from './walk.ts';

type Json = Record<string, unknown>;
const list = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
const map = (value: unknown): Json => (value ?? {}) as Json;
const resultIn = (body: unknown): Json => map(map(body)['analyzeResult'] ?? body);
/** As the view keeps boxes in columns: 32 bits, four numbers spread to four corners. */
const cornersOf = (box: unknown): readonly number[] | null => {
  if (!Array.isArray(box)) return null;
  const [a, b, c, d] = box as number[];
  return (box.length === 4 ? [a, b, c, b, c, d, a, d] : box) as number[];
};
const rounded = (box: unknown): readonly number[] | null => cornersOf(box)?.map(Math.fround) ?? null;

/** Every line, word, mark, cell and field of the input is in the view, with its text, box, confidence and page. */
function expectWhole(body: unknown, view: ResultView): void {
  const result = resultIn(body);
  const seen = { lines: 0, words: 0, marks: 0 };
  for (const [page, read] of list(result['readResults']).entries()) {
    expect(view.pages[page]).toMatchObject({ number: read['page'], width: read['width'], height: read['height'] });
    for (const line of list(read['lines'])) {
      const id = `l/${seen.lines}`;
      expect(textOf(view, id)).toBe(line['text']);
      expect(placeOf(view, id)).toEqual({ page, corners: rounded(line['boundingBox']) });
      const style = map(map(line['appearance'])['style']);
      expect(view.lines.handwritten[seen.lines]).toBe(style['name'] === 'handwriting' ? 1 : 0);
      for (const word of list(line['words'])) {
        const wordId = `w/${seen.words}`;
        expect(textOf(view, wordId)).toBe(word['text']);
        expect(placeOf(view, wordId)).toEqual({ page, corners: rounded(word['boundingBox']) });
        const confidence = word['confidence'];
        expect(confidenceOf(view, wordId)).toBe(typeof confidence === 'number' ? Math.fround(confidence) : null);
        expect(view.words.line[seen.words]).toBe(seen.lines);
        seen.words += 1;
      }
      seen.lines += 1;
      expect(view.lines.words[seen.lines]).toBe(seen.words);
    }
    for (const mark of list(read['selectionMarks'])) {
      expect(view.marks[seen.marks]).toEqual({
        place: { page, corners: cornersOf(mark['boundingBox']) },
        state: mark['state'],
        confidence: mark['confidence'] ?? null,
      });
      seen.marks += 1;
    }
    expect(view.pages[page]?.lines[1]).toBe(seen.lines);
    expect(view.pages[page]?.words[1]).toBe(seen.words);
    expect(view.pages[page]?.marks[1]).toBe(seen.marks);
  }
  expect([view.lines.count, view.words.count, view.marks.length]).toEqual([seen.lines, seen.words, seen.marks]);
  expectTables(result, view);
  expectFields(result, view);
}

function expectTables(result: Json, view: ResultView): void {
  const pages = list(result['pageResults']);
  const tables = pages.flatMap((page) => list(page['tables']));
  expect(view.tables).toHaveLength(tables.length);
  for (const [index, table] of tables.entries()) {
    const key = (one: unknown) => JSON.stringify(one);
    const shown = view.tables[index]?.cells.map((cell) =>
      key([cell.row, cell.column, cell.rowSpan, cell.columnSpan, cell.text, cell.header, cell.place.corners]),
    );
    const told = list(table['cells']).map((cell) =>
      key([
        cell['rowIndex'],
        cell['columnIndex'],
        cell['rowSpan'] ?? 1,
        cell['columnSpan'] ?? 1,
        cell['text'] ?? '',
        cell['isHeader'] ?? false,
        cornersOf(cell['boundingBox']),
      ]),
    );
    expect(shown?.toSorted()).toEqual(told.toSorted());
  }
  expect(view.pairs.map(({ key, value }) => [key, value])).toEqual(
    pages.flatMap((page) =>
      list(page['keyValuePairs']).map((pair) => [map(pair['key'])['text'], map(pair['value'])['text']]),
    ),
  );
}

function expectFields(result: Json, view: ResultView): void {
  const expectField = (raw: unknown, field: ResultField | undefined, name: string): void => {
    expect(field?.name).toBe(name);
    if (!field) return;
    const members = map(raw);
    expect(thingOf(view, field.id)).toEqual({ kind: 'field', field });
    expect([field.type, field.text, field.confidence]).toEqual(
      ['type', 'text', 'confidence'].map((member) => members[member] ?? null),
    );
    expect(field.place?.corners ?? null).toEqual(cornersOf(members['boundingBox']));
    if (members['page'] !== undefined) expect(view.pages[field.place?.page ?? -1]?.number).toBe(members['page']);
    const values = Object.entries(members).filter(([key]) => /^value(?!Array|Object)/.test(key));
    expect(field.value).toBe(values[0]?.[1] ?? null);
    const items = list(members['valueArray']).map((item, at) => [String(at + 1), item] as const);
    const inner = [...items, ...Object.entries(map(members['valueObject']))];
    expect(field.children).toHaveLength(inner.length);
    for (const [at, [innerName, member]] of inner.entries()) expectField(member, field.children[at], innerName);
  };
  const documents = list(result['documentResults']);
  expect(view.documents).toHaveLength(documents.length);
  for (const [index, document] of documents.entries()) {
    const fields = Object.entries(map(document['fields']));
    expect(view.documents[index]?.fields).toHaveLength(fields.length);
    for (const [at, [name, raw]] of fields.entries()) expectField(raw, view.documents[index]?.fields[at], name);
  }
  const all = view.documents.flatMap(({ fields }) => everyField(fields)).map(({ id }) => id);
  expect(new Set(all).size).toBe(all.length);
}

/** Hundreds of made-up answers, or one of 50,000 cells: a second or two on an idle machine, more beside other tests. */
const SLOW_MS = 60_000;

describe('what a screen is given of an answer', () => {
  it.each(recordings.map(({ name, text }) => [name, text] as const))(
    'drops nothing of the recorded %s',
    (_name, text) => {
      const body: unknown = JSON.parse(text);
      const view = readResult(body);
      expectWhole(body, view);
      expect(view.problems).toEqual([]);
      for (const { id } of view.documents.flatMap(({ fields }) => everyField(fields))) {
        const place = placeOf(view, id);
        const page = view.pages[place?.page ?? 0];
        for (const [at, value] of (place?.corners ?? []).entries())
          expect(value).toBeLessThanOrEqual(((at % 2 === 0 ? page?.width : page?.height) ?? 0) * 1.01);
      }
    },
  );

  it(
    'drops nothing of any answer within the contract, and finds no fault with it',
    () => {
      fc.assert(
        fc.property(answers, (body) => {
          const view = readResult(body);
          expectWhole(body, view);
          expect(view.problems).toEqual([]);
        }),
        { numRuns: 200 },
      );
    },
    SLOW_MS,
  );

  it('takes any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const view = readResult(body);
        expect(view.lines.words).toHaveLength(view.lines.count + 1);
      }),
    );
  });
});

type Path = readonly (string | number)[];
interface Damage {
  /** Chooses among the places that there are. */
  readonly at: number;
  readonly to: unknown;
}
const damages = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    to: fc.oneof(
      fc.constantFrom(undefined, null, 7, -1, 1e9, 'text', '', true, [], {}, [1, 2, 3], [[]], { text: 3 }, '1'),
      fc.jsonValue(),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

function everyPath(value: unknown, from: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [[...from, key], ...everyPath((value as Json)[key], [...from, key])]);
}
const under = (path: Path, other: Path): boolean => other.every((key, at) => path[at] === key);

/** Damages a copy; gives it, and where it was hit. */
function damage(body: unknown, hits: readonly Damage[]): { readonly body: unknown; readonly hit: readonly Path[] } {
  const copy: unknown = structuredClone(body);
  const hit: Path[] = [];
  for (const { at, to } of hits) {
    const paths = everyPath(copy);
    const path = paths[Math.floor(at * paths.length)];
    if (!path) continue;
    const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Json)[key], copy) as Json;
    const key = path.at(-1) ?? '';
    if (to !== undefined) parent[key] = structuredClone(to);
    else if (!Array.isArray(parent)) delete parent[key];
    else parent[Number(key)] = null;
    hit.push(path);
  }
  return { body: copy, hit };
}

const textsIn = (view: ResultView): ReadonlySet<string | null> =>
  new Set([
    ...view.words.text,
    ...view.lines.text,
    ...view.tables.flatMap(({ cells }) => cells.map(({ text }) => text)),
    ...view.pairs.flatMap(({ key, value }) => [key, value]),
    ...view.documents.flatMap(({ fields }) => everyField(fields).map(({ text }) => text)),
  ]);

describe('a damaged answer', () => {
  it(
    'never breaks the reader, and what is not damaged is still there',
    () => {
      fc.assert(
        fc.property(answers, damages, (whole, hits) => {
          const { body, hit } = damage(whole, hits);
          const view = readResult(body);
          const texts = textsIn(view);
          for (const path of everyPath(whole)) {
            if (path.at(-1) !== 'text' || hit.some((one) => under(path, one))) continue;
            const told = path.reduce<unknown>((value, key) => (value as Json)[key], whole);
            if (typeof told === 'string') expect(texts).toContain(told);
          }
        }),
        { numRuns: 300 },
      );
    },
    SLOW_MS,
  );

  it('shows a number where a text should be, and says where', () => {
    const view = readResult({
      version: '2.1.0',
      readResults: [
        {
          page: 1,
          angle: 0,
          width: 8.5,
          height: 11,
          unit: 'inch',
          lines: [
            { text: 'a 7', boundingBox: [1, 2, 3], words: [{ text: 7, boundingBox: [0, 0, 1, 1], confidence: 'x' }] },
          ],
        },
      ],
    });
    expect(textOf(view, 'w/0')).toBe('7');
    expect(placeOf(view, 'w/0')?.corners).toEqual([0, 0, 1, 0, 1, 1, 0, 1]);
    expect(placeOf(view, 'l/0')).toEqual({ page: 0, corners: null });
    expect(view.problems).toEqual([
      { at: 'readResults[0].lines[0].boundingBox', expected: 'eight numbers', found: '[1,2,3]' },
      { at: 'readResults[0].lines[0].words[0].text', expected: 'a text', found: '7' },
      { at: 'readResults[0].lines[0].words[0].confidence', expected: 'a number from 0 to 1', found: '"x"' },
    ]);
  });

  it('whose boxes reach beyond its page says so once for the page', () => {
    const box = (x: number) => [x, 1, x + 1, 1, x + 1, 2, x, 2];
    const page = (number: number, xs: readonly number[]) => ({
      page: number,
      angle: 0,
      width: 8.5,
      height: 11,
      unit: 'inch',
      lines: xs.map((x) => ({ text: 'a', boundingBox: box(x), words: [{ text: 'a', boundingBox: box(x) }] })),
    });
    const { problems, problemCount } = readResult({
      version: '2.1.0',
      readResults: [page(1, [1, 7.5]), page(2, [1, 20, -3])],
      documentResults: [
        { docType: 'x', pageRange: [1, 1], fields: { A: { type: 'string', text: 'a', page: 1, boundingBox: box(9) } } },
      ],
    });
    expect(problemCount).toBe(2);
    expect(problems).toEqual([
      {
        at: 'readResults[0]',
        expected: 'all boxes within the page of 8.5 × 11 inch',
        found: '1 beyond it, at [9,1,10,1,10,2,9,2]',
      },
      {
        at: 'readResults[1]',
        expected: 'all boxes within the page of 8.5 × 11 inch',
        found: '4 beyond it, the first at [20,1,21,1,21,2,20,2]',
      },
    ]);
  });

  it('without pages has the sheets that its boxes need', () => {
    const box = [1, 1, 4, 1, 4, 2, 1, 2];
    const field = { type: 'string', text: 'x', boundingBox: box, page: 2 };
    const view = readResult({
      version: '2.1.0',
      documentResults: [{ docType: 'x', pageRange: [1, 2], fields: { A: field } }],
    });
    expect(view.pages.map(({ number, width, height }) => [number, width, height])).toEqual([[2, 4.2, 2.1]]);
    expect(placeOf(view, 'f/0/A')).toEqual({ page: 0, corners: box });
    expect(view.problems.map(({ at }) => at)).toEqual(['readResults']);
  });

  it('gives a cell without a place a row of its own, below the others', () => {
    const cells = [
      { text: 'lost' },
      { text: 'far', rowIndex: 1e9, columnIndex: 0 },
      { rowIndex: 0, columnIndex: 1, text: 'a' },
    ];
    const view = readResult({
      version: '2.1.0',
      readResults: [],
      pageResults: [{ page: 1, tables: [{ rows: 1, columns: 2, cells }] }],
    });
    expect(view.tables[0]).toMatchObject({ rows: 3, columns: 2 });
    expect(view.tables[0]?.cells.map(({ row, column, text }) => [row, column, text])).toEqual([
      [0, 1, 'a'],
      [1, 0, 'lost'],
      [2, 0, 'far'],
    ]);
  });

  it(
    'as deep or as wide as can be is read all the same',
    () => {
      let deep: Json = { type: 'string', text: 'x' };
      for (let level = 0; level < 20_000; level += 1) deep = { type: 'object', valueObject: { a: deep } };
      const wide = Array.from({ length: 50_000 }, (_, at) => ({
        rowIndex: at % 9000,
        columnIndex: 0,
        text: 'x',
        boundingBox: [0, 0, 1, 1],
      }));
      const view = readResult({
        version: '2.1.0',
        readResults: [],
        pageResults: [{ page: 1, tables: [{ rows: 9000, columns: 1, cells: wide }] }],
        documentResults: [{ docType: 'x', pageRange: [1, 1], fields: { Deep: deep } }],
      });
      expect(view.tables[0]?.cells).toHaveLength(50_000);
      expect(everyField(view.documents[0]?.fields ?? []).length).toBeGreaterThan(20);
      expect(view.problemCount).toBe(1);
    },
    SLOW_MS,
  );

  it('a failed analysis tells what the service said', () => {
    const errors = [{ code: 'X', message: 'no' }];
    expect(
      readResult({ status: 'failed', analyzeResult: { version: '2.1.0', readResults: [], errors } }).errors,
    ).toEqual(errors);
    expect(readResult({ status: 'failed', error: errors[0] }).errors).toEqual(errors);
  });
});

describe('ids', () => {
  const view = readResult({
    version: '2.1.0',
    readResults: [
      {
        page: 1,
        angle: 0,
        width: 1,
        height: 1,
        unit: 'inch',
        lines: [{ text: 'a', boundingBox: [0, 0, 1, 1], words: [] }],
      },
    ],
    documentResults: [{ docType: 'x', pageRange: [1, 1], fields: { 'a/b': { type: 'string', valueString: 'v' } } }],
  });

  it('are found again, whatever the name', () => {
    expect(textOf(view, 'f/0/a%2Fb')).toBe('v');
    expect(layerOf(view, 'f/0/a%2Fb')).toBe('fields');
    expect(layerOf(view, 'l/0')).toBe('lines');
    expect(cornersAt(view.lines.corners, 0)).toEqual([0, 0, 1, 0, 1, 1, 0, 1]);
  });

  it.each(['', 'x', 'l/1', 'l/0/0', 't/0', 'w/0', 'f/0/zz', 'm/0', 'p/0', 'l/-1'])('“%s” is nothing', (id) => {
    expect([thingOf(view, id), placeOf(view, id), textOf(view, id), confidenceOf(view, id)]).toEqual([
      null,
      null,
      '',
      null,
    ]);
  });
});
