import { fieldsWithPaths, isNotFound, saysMore } from '../../results/fields.ts';
import type { Corners, ResultField, ResultView } from '../../results/view.ts';
import { spellOut } from '../../results/walk.ts';
import type { Words } from '../../words/languages.ts';

type ReportWords = Words['exporting']['report'];

/** One line of the report's list. */
export interface ReportRow {
  readonly name: string;
  /** Null where the service names a field and found nothing. */
  readonly value: string | null;
  /** What the service makes of it, where that says more than the text. */
  readonly normalised: string | null;
  /** Null where the service does not say; undefined where it never does. */
  readonly confidence: number | null | undefined;
  /** On the page; null where it has no box there. */
  readonly corners: Corners | null;
}

/**
 * What a page's report lists: its fields and pairs; where there are none, its tables, tick boxes and lines. Fields without a place are listed on the first page of their document.
 */
export function reportRows(view: ResultView, page: number, words: ReportWords): readonly ReportRow[] {
  const number = view.pages[page]?.number ?? page + 1;
  const fields = view.documents.flatMap((document) =>
    fieldsWithPaths(document.fields)
      .filter(({ field }) => isListed(field))
      .filter(({ field }) => (field.place ? field.place.page === page : document.pages[0] === number))
      .map(({ path, field }) => ({
        name: path.map((step) => (/^\d+$/.test(step) ? step : spellOut(step))).join(' '),
        value: isNotFound(field) ? null : (field.text ?? String(field.value ?? '')),
        normalised: saysMore(field) ? String(field.value) : null,
        confidence: field.confidence,
        corners: field.place?.corners ?? null,
      })),
  );
  const pairs = view.pairs
    .filter(({ valuePlace }) => valuePlace.page === page)
    .map((pair) => ({
      name: pair.key,
      value: pair.value,
      normalised: null,
      confidence: pair.confidence,
      corners: pair.valuePlace.corners,
    }));
  const found = [...fields, ...pairs];
  if (found.length > 0) return found;
  const marked = [...tableRows(view, page, words), ...markRows(view, page, words)];
  const lines = lineRows(view, page, words);
  // Numbers on every line would hide the page; tables and boxes are what one looks for.
  return marked.length > 0 ? [...marked, ...lines.map((line) => ({ ...line, corners: null }))] : lines;
}

/** Lists and groups stand for themselves only where they have a text of their own or nothing in them. */
const isListed = (field: ResultField): boolean => field.children.length === 0 || field.text !== null;

const tableRows = (view: ResultView, page: number, words: ReportWords): readonly ReportRow[] =>
  view.tables.flatMap((table, at) =>
    table.place.page === page
      ? [
          {
            name: words.tableName(at + 1),
            value: words.tableSize(table.rows, table.columns),
            normalised: null,
            confidence: undefined,
            corners: table.place.corners,
          },
        ]
      : [],
  );

const markRows = (view: ResultView, page: number, words: ReportWords): readonly ReportRow[] =>
  view.marks.flatMap((mark, at) =>
    mark.place.page === page
      ? [
          {
            name: words.markName(at + 1),
            value: words.markState(mark.state),
            normalised: null,
            confidence: mark.confidence,
            corners: mark.place.corners,
          },
        ]
      : [],
  );

function lineRows(view: ResultView, page: number, words: ReportWords): readonly ReportRow[] {
  const [from, to] = view.pages[page]?.lines ?? [0, 0];
  return view.lines.text.slice(from, to).map((text, at) => {
    const corners = view.lines.corners.subarray((from + at) * 8, (from + at + 1) * 8);
    return {
      name: words.lineName(at + 1),
      value: text,
      normalised: null,
      confidence: undefined,
      corners: Number.isNaN(corners[0] ?? Number.NaN) ? null : ([...corners] as unknown as Corners),
    };
  });
}
