import Papa from 'papaparse';

/** Tells a spreadsheet that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What makes a spreadsheet take a text for a formula: one of its signs (the wide ones of East Asian keyboards too), also
 * behind blanks and invisible characters, which some spreadsheets drop; or a tab or line break in front, which some take
 * for the beginning of the next cell.
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/** An empty row written as nothing would be no row at all. */
const EMPTY = '""';

/** A negative amount is no formula, and stays a number. */
const AMOUNT = /^-\d+(?:[.,]\d+)*$/;

/**
 * A table as CSV (RFC 4180) that a spreadsheet opens without running anything: a text that begins like a formula gets an
 * apostrophe before it. Numbers are written as they are.
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((row) => Papa.unparse([row.map(cell)], { quotes }) || EMPTY).join('\r\n')}\r\n`;

/** The same as a file to hand out: {@link toCsv} with the mark by which a spreadsheet knows UTF-8. */
export const toCsvFile = (rows: readonly (readonly (string | number)[])[]): string => BYTE_ORDER_MARK + toCsv(rows);

/** A text as it may stand in a spreadsheet's cell. */
export const withoutFormula = (text: string): string => (FORMULA.test(text) && !AMOUNT.test(text) ? `'${text}` : text);

const cell = (value: string | number): string | number => {
  if (typeof value === 'string') return withoutFormula(value);
  return Number.isFinite(value) ? value : '';
};

/** Besides what RFC 4180 asks for: what a spreadsheet of another country would split at, and blanks that it would drop. */
const quotes = (value: string | number): boolean => typeof value === 'string' && /[;\t]|^\s|\s$/.test(value);
