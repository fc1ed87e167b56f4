/** Answers of shapes that are rare and allowed; about 9 to 35 MB each. */
export function answerShapes(): readonly { readonly name: string; readonly body: unknown }[] {
  const page = (more: object) => ({ page: 1, angle: 0, width: 8.5, height: 11, unit: 'inch', ...more });
  const box = (row: number, column = 0) => {
    const [left, top] = [0.5 + (column % 20) * 0.35, 0.5 + (row % 1000) * 0.01];
    return [left, top, left + 0.3, top, left + 0.3, top + 0.008, left, top + 0.008];
  };
  const answer = (result: object) => ({ status: 'succeeded', analyzeResult: { version: '2.1.0', ...result } });
  const range = (length: number) => Array.from({ length }, (_, at) => at);
  const named = (entries: readonly (readonly [string, unknown])[]) => Object.fromEntries(entries);
  const document = (fields: object) => [{ docType: 'prebuilt:invoice', pageRange: [1, 1], fields }];
  const field = (text: string, row: number, column = 0) => ({
    type: 'string',
    valueString: text,
    text,
    page: 1,
    confidence: 0.95,
    boundingBox: box(row, column),
  });
  const items = (rows: number, columns: number) => ({
    type: 'array',
    valueArray: range(rows).map((row) => ({
      type: 'object',
      valueObject: named(
        range(columns).map((column) => [`Column${column}`, field(`${row} / ${column}`, row, column)] as const),
      ),
    })),
  });
  const cells = (rows: number, columns: number) =>
    range(rows * columns).map((at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      return { rowIndex: row, columnIndex: column, text: `${row} / ${column}`, boundingBox: box(row, column) };
    });
  const tables = (rows: number, columns: number) => [
    { page: 1, tables: [{ rows, columns, cells: cells(rows, columns) }] },
  ];
  const line = (at: number) => ({
    text: `Line ${at} of many`,
    boundingBox: box(at, at),
    words: [{ text: `Line${at}`, boundingBox: box(at, at), confidence: 0.99 }],
  });
  const read = [page({})];
  return [
    { name: 'items', body: answer({ readResults: read, documentResults: document({ Items: items(3000, 20) }) }) },
    { name: 'rows', body: answer({ readResults: read, pageResults: tables(20_000, 3) }) },
    { name: 'columns', body: answer({ readResults: read, pageResults: tables(6, 10_000) }) },
    { name: 'lines', body: answer({ readResults: [page({ lines: range(100_000).map(line) })] }) },
    {
      name: 'fields',
      body: answer({
        readResults: read,
        documentResults: document(
          named(range(20_000).map((at) => [`Field${at}`, field(`Value ${at}`, at, at)] as const)),
        ),
      }),
    },
    { name: 'large', body: answer({ readResults: read, documentResults: document({ Items: items(9000, 20) }) }) },
  ];
}
