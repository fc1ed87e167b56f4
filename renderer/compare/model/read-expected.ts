import Papa from 'papaparse';
import type { ExpectedTrouble } from '#shared/domain/comparison.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { decodeText, type Encoding } from './decode.ts';

export interface ExpectedRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly document: string;
  /** One for each column; null where the line ends before it. */
  readonly cells: readonly (string | null)[];
}

/** What a file of expected values says, before it is known what its columns and documents are. */
export interface ExpectedTable {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Without the first, which names the documents. */
  readonly columns: readonly string[];
  readonly rows: readonly ExpectedRow[];
}

export type ReadExpected =
  | { readonly ok: true; readonly table: ExpectedTable }
  | { readonly ok: false; readonly failure: Failure };

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

class Trouble extends Error {
  readonly line: number;
  readonly why: ExpectedTrouble;

  constructor(line: number, why: ExpectedTrouble) {
    super(why);
    this.line = line;
    this.why = why;
  }
}

/**
 * Reads a CSV of expected values: UTF-8 or UTF-16, with or without byte order mark, separated by comma, semicolon or tab, RFC
 * 4180 quotes. Either the whole file is read or `expected.unreadable` says which line is at fault and why; no line is
 * dropped in silence, but for empty ones.
 */
export function readExpected(bytes: Uint8Array): ReadExpected {
  try {
    const decoded = decodeText(bytes);
    if (!decoded) throw new Trouble(1, 'not-text');
    return { ok: true, table: readTable(decoded.text, decoded.encoding) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const facts = { line: error.line, why: error.why };
    return { ok: false, failure: { code: 'expected.unreadable', facts, detail: null } };
  }
}

function readTable(whole: string, encoding: Encoding): ExpectedTable {
  // Spreadsheets write such a first line to tell each other the separator.
  const told = /^sep=(.)\r?\n/i.exec(whole);
  const text = told ? whole.slice(told[0].length) : whole;
  const delimiter = told?.[1] ?? delimiterOf(text);
  const firstLine = told ? 2 : 1;
  const [head, ...lines] = linesOf(text, delimiter, firstLine);
  if (!head) throw new Trouble(1, 'empty');
  const columns = columnsOf(head);
  if (lines.length === 0) throw new Trouble(head.line + 1, 'no-documents');
  const rows = lines.map(({ line, cells: [name = '', ...cells] }): ExpectedRow => {
    const document = unguarded(name).trim();
    if (document === '') throw new Trouble(line, 'no-name');
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) throw new Trouble(line, 'too-wide');
    return { line, document, cells: columns.map((_, at) => cellOf(cells[at])) };
  });
  return { encoding, delimiter, columns, rows };
}

const cellOf = (cell: string | undefined): string | null => (cell === undefined ? null : unguarded(cell).trim());

/** Exports put an apostrophe before what a spreadsheet would take for a formula; here it is taken off again. */
const unguarded = (text: string): string => text.replace(/^'(?=[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u, '');

/** Names of the columns after the first; trailing columns without a name and without a use are the spreadsheet's. */
function columnsOf({ line, cells }: Line): readonly string[] {
  const names = cells.slice(1).map((cell) => unguarded(cell).trim());
  while (names.at(-1) === '') names.pop();
  if (names.length === 0) throw new Trouble(line, 'no-fields');
  if (names.includes('')) throw new Trouble(line, 'column-without-name');
  if (new Set(names).size < names.length) throw new Trouble(line, 'column-twice');
  return names;
}

const DELIMITERS = [',', ';', '\t'] as const;

/** The separator that makes the most columns of the first line. */
function delimiterOf(text: string): string {
  let best: { readonly delimiter: string; readonly width: number } = { delimiter: ',', width: 0 };
  for (const delimiter of DELIMITERS) {
    let width = 0;
    Papa.parse(text, {
      delimiter,
      preview: 1,
      step: ({ data }) => {
        width = data.length;
      },
    });
    if (width > best.width) best = { delimiter, width };
  }
  return best.delimiter;
}

/** All lines that say anything, each with the number at which it begins. */
function linesOf(text: string, delimiter: string, firstLine: number): readonly Line[] {
  const lines: Line[] = [];
  let line = firstLine;
  let from = 0;
  Papa.parse(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      if (errors.some(({ type }) => type === 'Quotes')) throw new Trouble(line, 'quotes');
      if (data.some((cell) => cell.trim() !== '')) lines.push({ line, cells: data });
      line += breaksIn(text, from, meta.cursor);
      from = meta.cursor;
    },
  });
  return lines;
}

/** Line breaks of any kind (CR LF, LF, CR) between two places of a text. */
function breaksIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}
