import type { Words } from '#shared/words/languages.ts';
import { isNotFound, saysMore } from '../../model/fields.ts';
import type { Corners, Place, ResultField, ResultView } from '../../model/view.ts';
import { everyField, spellOut } from '../../model/walk.ts';

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
 * What a page's report lists: its fields and pairs, then the items of lists, one row each; where there are none, its
 * tables, tick boxes and lines. Fields without a place are listed on the first page of their document.
 */
export function reportRows(view: ResultView, page: number, words: ReportWords): readonly ReportRow[] {
  const number = view.pages[page]?.number ?? page + 1;
  const plain: ReportRow[] = [];
  const items: ReportRow[] = [];
  const add = (field: ResultField, name: string, isFirst: boolean): void => {
    const isHere = (one: ResultField): boolean => {
      const place = placeOf(one);
      return place ? place.page === page : isFirst;
    };
    if (field.kind === 'list' && field.children.some(({ kind }) => kind === 'group')) {
      items.push(...field.children.filter(isHere).map((item) => itemRow(item, `${name} ${item.name}`, page)));
      return;
    }
    if (isListed(field) && isHere(field)) plain.push(fieldRow(field, name));
    for (const child of field.children)
      add(child, `${name} ${field.kind === 'list' ? child.name : spellOut(child.name)}`, isFirst);
  };
  for (const { fields, pages } of view.documents)
    for (const field of fields) add(field, spellOut(field.name), pages[0] === number);
  const found = [...plain, ...pairRows(view, page), ...items];
  if (found.length > 0) return found;
  const marked = [...tableRows(view, page, words), ...markRows(view, page, words)];
  const lines = lineRows(view, page, words);
  // Numbers on every line would hide the page; tables and boxes are what one looks for.
  return marked.length > 0 ? [...marked, ...lines.map((line) => ({ ...line, corners: null }))] : lines;
}

/** Lists and groups stand for themselves only where they have a text of their own or nothing in them. */
const isListed = (field: ResultField): boolean => field.children.length === 0 || field.text !== null;

const fieldRow = (field: ResultField, name: string): ReportRow => ({
  name,
  value: isNotFound(field) ? null : (field.text ?? String(field.value ?? '')),
  normalised: saysMore(field) ? String(field.value) : null,
  confidence: field.confidence,
  corners: field.place?.corners ?? null,
});

/** An item on one row: what its members say, and how sure the service is of the least sure one. */
function itemRow(item: ResultField, name: string, page: number): ReportRow {
  const members = everyField(item.children).filter(isListed);
  const texts = members.flatMap((one) => (isNotFound(one) ? [] : [one.text ?? String(one.value ?? '')]));
  const given = [item, ...members].flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const places = members.flatMap(({ place }) => (place?.page === page && place.corners ? [place.corners] : []));
  return {
    name,
    value: texts.length > 0 ? texts.join(' · ') : item.text,
    normalised: null,
    confidence: given.length > 0 ? Math.min(...given) : null,
    corners: item.place?.corners ?? around(places),
  };
}

/** Where a field stands, or the first thing in it that stands somewhere. */
const placeOf = (field: ResultField): Place | null =>
  field.place ?? everyField(field.children).find(({ place }) => place !== null)?.place ?? null;

function around(boxes: readonly Corners[]): Corners | null {
  if (boxes.length === 0) return null;
  const xs = boxes.flatMap((box) => [box[0], box[2], box[4], box[6]]);
  const ys = boxes.flatMap((box) => [box[1], box[3], box[5], box[7]]);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return [left, top, right, top, right, bottom, left, bottom];
}

const pairRows = (view: ResultView, page: number): readonly ReportRow[] =>
  view.pairs
    .filter(({ valuePlace }) => valuePlace.page === page)
    .map((pair) => ({
      name: pair.key,
      value: pair.value,
      normalised: null,
      confidence: pair.confidence,
      corners: pair.valuePlace.corners,
    }));

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
