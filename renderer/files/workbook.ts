import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/universal';

/** A date without a time, e.g. `2024-03-01`. */
export interface DayCell {
  readonly day: string;
}

/** A cell that reaches over others; those must be null. */
export interface SpanCell {
  readonly text: string;
  readonly header?: boolean;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
}

/** What may stand in a cell. Text stays text, whatever it begins with; a number, a truth or a day is one. */
export type SheetCell = string | number | boolean | DayCell | SpanCell | null;

export interface Sheet {
  readonly name: string;
  /** Drawn as a heading, and stays in sight. */
  readonly head?: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** Excel's own limits. */
const MOST_CHARACTERS = 32_767;
const MOST_NAME = 31;
const WIDEST = 60;
const WIDTH_SAMPLE = 500;

/**
 * A workbook (.xlsx) of these sheets, in this order; at least one. Names are cut, cleaned and told apart as Excel asks.
 * A text that is longer than a cell holds is cut and ends in an ellipsis.
 */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ name }) => name));
  const blob = await writeXlsxFile(
    sheets.map((sheet, at) => ({
      sheet: names[at] ?? '',
      data: [...(sheet.head ? [sheet.head.map((text) => cellOf({ text, header: true }))] : []), ...rowsOf(sheet)],
      columns: widthsOf(sheet),
      ...(sheet.head ? { stickyRowsCount: 1 } : {}),
    })),
    { fontFamily: 'Calibri', fontSize: 11 },
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/** The same names as Excel allows them: without `[]:*?/\`, not empty, at most 31 characters, no two alike in any case. */
export function sheetNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean =
      [...name.replace(/[[\]:*?/\\\p{Cc}\uFFFE\uFFFF]+/gu, ' ')]
        .join('')
        .replace(/\s+/g, ' ')
        .replace(/^[\s']+|[\s']+$/g, '') || 'Sheet';
    const base = /^history$/i.test(clean) ? `${clean} 1` : clean;
    let free = cut(base, MOST_NAME);
    for (let at = 2; taken.has(free.toLowerCase()); at += 1) {
      const end = ` (${at})`;
      free = `${cut(base, MOST_NAME - end.length)}${end}`;
    }
    taken.add(free.toLowerCase());
    return free;
  });
}

/** At most so many UTF-16 units, never half a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? most - 1 : most;
  return text.slice(0, end).trimEnd();
}

const rowsOf = ({ rows }: Sheet): Row[] => rows.map((row) => row.map(cellOf));

const HEAD = {
  fontWeight: 'bold',
  backgroundColor: '#E3EEF8',
  borderColor: '#BCC8D5',
  borderStyle: 'thin',
} satisfies CellObject;
const GRID = { borderColor: '#DDE4EC', borderStyle: 'thin' } satisfies CellObject;

function cellOf(cell: SheetCell): CellObject | null {
  if (cell === null) return null;
  if (typeof cell === 'string') return cell === '' ? null : textCell(cell);
  if (typeof cell === 'boolean') return { value: cell, type: Boolean, alignVertical: 'top' };
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? { value: cell, type: Number, alignVertical: 'top' } : textCell(String(cell));
  if ('day' in cell) {
    const date = dateOf(cell.day);
    return date
      ? { value: date, type: Date, format: 'yyyy-mm-dd', align: 'left', alignVertical: 'top' }
      : textCell(cell.day);
  }
  const { rowSpan = 1, columnSpan = 1 } = cell;
  return {
    ...textCell(cell.text),
    ...(cell.header ? HEAD : GRID),
    ...(rowSpan > 1 ? { rowSpan } : {}),
    ...(columnSpan > 1 ? { columnSpan } : {}),
  };
}

const textCell = (text: string): CellObject => ({
  value: text.length > MOST_CHARACTERS ? `${cut(text, MOST_CHARACTERS - 1)}…` : text,
  type: String,
  alignVertical: 'top',
  ...(text.includes('\n') || text.length > WIDEST ? { wrap: true } : {}),
});

/** Null for what is no day, or one that Excel's calendar does not know (before March 1900, where it errs). */
export function dateOf(day: string): Date | null {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const time = new Date(`${day}T00:00:00Z`);
  const real = time.getUTCMonth() + 1 === Number(month) && time.getUTCDate() === Number(date);
  return real && (Number(year) > 1900 || (year === '1900' && Number(month) >= 3)) ? time : null;
}

function widthsOf({ head = [], rows }: Sheet): { width: number }[] {
  const widths: number[] = [];
  const stretch = (at: number, text: string): void => {
    const longest = Math.max(...text.split('\n', 20).map(({ length }) => length));
    widths[at] = Math.min(WIDEST, Math.max(widths[at] ?? 8, longest + 2));
  };
  head.forEach((text, at) => {
    stretch(at, text);
  });
  for (const row of rows.slice(0, WIDTH_SAMPLE))
    row.forEach((cell, at) => {
      if (cell === null) stretch(at, '');
      else if (typeof cell !== 'object') stretch(at, String(cell));
      else if ('day' in cell) stretch(at, cell.day);
      else if ((cell.columnSpan ?? 1) === 1) stretch(at, cell.text);
      else stretch(at, '');
    });
  return widths.map((width) => ({ width }));
}
