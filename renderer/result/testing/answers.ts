import fc from 'fast-check';

/**
 * Answers of the service for property tests: everything within vendor contract 6.5, with the deviations of 6.6. Every text
 * of words, lines, cells and fields is another, so that each can be looked for.
 */

const confidence = fc.double({ min: 0, max: 1, noNaN: true });
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const someOrNull = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(undefined), fc.constant(null));
const coordinate = fc.double({ min: 0, max: 5000, noNaN: true }).map((value) => Math.fround(value));
const box = fc.array(coordinate, { minLength: 8, maxLength: 8 });
const looseBox = fc.oneof({ weight: 4, arbitrary: box }, fc.array(coordinate, { minLength: 4, maxLength: 4 }));
const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('Größe', '東京', '=1+1', '‮abc', ''));
const PAGES = 3;

const style = fc.record({ name: fc.constantFrom('other', 'handwriting'), confidence });
const word = fc.record({ text, boundingBox: looseBox, confidence: some(confidence) });
const line = fc.record({
  text,
  boundingBox: looseBox,
  words: fc.array(word, { maxLength: 4 }),
  appearance: some(fc.record({ style: some(style) })),
});
const mark = fc.record({ boundingBox: box, confidence, state: fc.constantFrom('selected', 'unselected') });
const page = fc.record({
  angle: fc.double({ min: -179, max: 180, noNaN: true }),
  // As far as boxes reach, or farther.
  width: fc.double({ min: 5000, max: 10000, noNaN: true }),
  height: fc.double({ min: 5000, max: 10000, noNaN: true }),
  unit: fc.constantFrom('inch', 'pixel'),
  lines: someOrNull(fc.array(line, { maxLength: 4 })),
  selectionMarks: someOrNull(fc.array(mark, { maxLength: 2 })),
});

const cell = fc.record({
  rowIndex: fc.nat({ max: 5 }),
  columnIndex: fc.nat({ max: 5 }),
  rowSpan: some(fc.integer({ min: 1, max: 3 })),
  columnSpan: some(fc.integer({ min: 1, max: 3 })),
  text: some(text),
  boundingBox: looseBox,
  confidence: some(confidence),
  isHeader: some(fc.boolean()),
  isFooter: some(fc.boolean()),
  elements: some(fc.constant(['#/readResults/0/lines/0/words/0'])),
});
const table = fc.record({
  rows: fc.nat({ max: 8 }),
  columns: fc.nat({ max: 8 }),
  cells: fc.array(cell, { maxLength: 5 }),
  boundingBox: some(box),
});
const half = fc.record({ type: some(fc.constantFrom('string', 'selectionMark')), text, boundingBox: some(box) });
const pair = fc.record({ label: some(fc.string()), key: half, value: half, confidence });
const pageResult = fc.record({
  page: fc.integer({ min: 1, max: PAGES }),
  tables: someOrNull(fc.array(table, { maxLength: 2 })),
  keyValuePairs: some(fc.array(pair, { maxLength: 2 })),
});

const SCALARS = {
  string: ['valueString', text],
  date: ['valueDate', fc.constantFrom('2019-06-10', '2020-08-12')],
  time: ['valueTime', fc.constant('13:59:00')],
  phoneNumber: ['valuePhoneNumber', fc.constant('+19876543210')],
  number: ['valueNumber', fc.double({ noNaN: true, noDefaultInfinity: true })],
  integer: ['valueInteger', fc.integer()],
  selectionMark: ['valueSelectionMark', fc.constantFrom('selected', 'unselected')],
  countryRegion: ['valueCountryRegion', fc.constant('USA')],
  country: ['valueCountry', fc.constant('USA')],
  gender: ['valueGender', fc.constant('F')],
} as const;

const common = {
  text: someOrNull(text),
  boundingBox: someOrNull(looseBox),
  confidence: some(confidence),
  page: some(fc.integer({ min: 1, max: PAGES })),
  elements: some(fc.constant(['#/readResults/0/lines/0'])),
};
const name = fc.oneof(
  fc.constantFrom('Total', 'Items', 'a/b', '%2F', '0', '__proto__x', ''),
  fc.string({ maxLength: 5 }),
);
const { field } = fc.letrec<{ field: Record<string, unknown> | null }>((tie) => {
  const scalars = Object.entries(SCALARS).map(([type, [member, value]]) =>
    fc.record({ type: fc.constant(type), [member]: some(value as fc.Arbitrary<unknown>), ...common }),
  );
  const list = fc.record({
    type: fc.constant('array'),
    valueArray: someOrNull(fc.array(tie('field'), { maxLength: 3 })),
    ...common,
  });
  const group = fc.record({
    type: fc.constant('object'),
    valueObject: someOrNull(fc.dictionary(name, tie('field'), { maxKeys: 3 })),
    ...common,
  });
  return {
    field: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(...scalars),
      fc.constant(null),
      list,
      group,
    ),
  };
});
const document = fc.record({
  docType: fc.constantFrom('prebuilt:invoice', 'custom:x'),
  docTypeConfidence: some(confidence),
  modelId: some(fc.string()),
  pageRange: fc.constantFrom([1, 1], [1, PAGES], [2, 3]),
  fields: fc.dictionary(name, field, { maxKeys: 4 }),
});

const answer = fc
  .record({
    version: fc.constant('2.1.0'),
    readResults: fc
      .array(page, { minLength: PAGES, maxLength: PAGES })
      .map((pages) => pages.map((one, index) => ({ page: index + 1, ...one }))),
    pageResults: some(fc.array(pageResult, { maxLength: 2 })),
    documentResults: some(fc.array(document, { maxLength: 2 })),
    errors: some(fc.array(fc.record({ code: fc.string(), message: fc.string() }), { maxLength: 2 })),
  })
  .map((raw) => withoutTwins(raw));

/** The body of a poll, or the bare answer, as parsed JSON. */
export const answers: fc.Arbitrary<unknown> = fc.tuple(answer, fc.boolean()).map(([analyzeResult, bare]) =>
  JSON.parse(
    JSON.stringify(
      bare
        ? analyzeResult
        : {
            status: 'succeeded',
            createdDateTime: '2021-05-11T03:09:44Z',
            lastUpdatedDateTime: '2021-05-11T03:09:49Z',
            analyzeResult,
          },
    ),
  ),
);

/** Makes every `text` another. */
function withoutTwins(raw: unknown): unknown {
  let count = 0;
  const walk = (value: unknown, key: string): unknown => {
    if (key === 'text' && typeof value === 'string') return `${value}#${count++}`;
    if (Array.isArray(value)) return value.map((item) => walk(item, ''));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, name)]));
  };
  return walk(raw, '');
}
