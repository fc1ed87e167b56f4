/**
 * What a JSON file is that was opened as an answer:
 * - `answer`: of API 2.x, whose lists are read; the only kind with pages to show
 * - `failed`: a poll that ended without a result; its errors are in the view
 * - `error`: what the service says instead of an answer
 * - `running`: a poll from before the end
 * - `newer`: an answer of API 3 or later, or of one of its previews, which is made otherwise
 * - `labels`: a file of the labelling tool, with what people marked
 * - `model`: about a custom model, not about a document
 * - `other`: JSON that is none of these
 */
export type AnswerKind =
  | { readonly kind: 'answer' | 'failed' | 'error' | 'labels' | 'model' }
  | { readonly kind: 'running'; readonly status: string }
  | { readonly kind: 'newer'; readonly version: string | null }
  | { readonly kind: 'other'; readonly holds: 'object' | 'list' | 'nothing' | 'text' | 'number' | 'truth' };

/**
 * What stands in an answer of the service, ready to draw and to list: the one shape that viewer, tables, exports and
 * comparison read. Lines and words lie in columns, because an answer can have hundreds of thousands of them.
 *
 * Everything visible has an id that its box on the page and its row in a list share: `f/0/Items/2/Amount` (field, by
 * document and path), `t/3` and `t/3/17` (table and cell), `m/12` (selection mark), `l/120` (line), `w/1042` (word),
 * `p/0` (key and value pair); numbers count over the whole answer.
 */

export const LAYERS = ['fields', 'tables', 'cells', 'marks', 'lines', 'words', 'handwriting'] as const;
export type Layer = (typeof LAYERS)[number];

/** Four corners, x and y each, clockwise from the text's top left, in the page's unit. */
export type Corners = readonly [number, number, number, number, number, number, number, number];

/** Where something stands: `page` is an index into {@link ResultView.pages}. Null corners: the answer gives no box. */
export interface Place {
  readonly page: number;
  readonly corners: Corners | null;
}

export interface ResultPage {
  /** As the service counts, from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** `pixel`, `inch`, or whatever the answer says; empty where it does not say. */
  readonly unit: string;
  /** Degrees clockwise by which the text is turned on the page. */
  readonly angle: number;
  /** Half-open ranges into lines, words and marks. */
  readonly lines: readonly [from: number, to: number];
  readonly words: readonly [from: number, to: number];
  readonly marks: readonly [from: number, to: number];
}

/** Lines of all pages in the service's order; `corners` holds eight numbers for each, NaN where it has no box. */
export interface Lines {
  readonly count: number;
  readonly text: readonly string[];
  readonly corners: Float32Array;
  readonly page: Uint32Array;
  /** `words[i]` to `words[i + 1]` are the words of line `i`; one entry more than there are lines. */
  readonly words: Uint32Array;
  /** 1 where the service says handwriting. */
  readonly handwritten: Uint8Array;
  /** How sure it is of the style; NaN where it does not say. */
  readonly styleConfidence: Float32Array;
}

export interface Words {
  readonly count: number;
  readonly text: readonly string[];
  readonly corners: Float32Array;
  /** NaN where the answer gives none. */
  readonly confidence: Float32Array;
  readonly line: Uint32Array;
}

export interface ResultMark {
  readonly place: Place;
  /** `selected`, `unselected`, or whatever the answer says. */
  readonly state: string;
  readonly confidence: number | null;
}

export interface ResultCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly text: string;
  readonly header: boolean;
  readonly footer: boolean;
  readonly confidence: number | null;
  readonly place: Place;
}

export interface ResultTable {
  readonly place: Place;
  readonly rows: number;
  readonly columns: number;
  /** By row, then column. A cell's id is `t/TABLE/INDEX` by its index here. */
  readonly cells: readonly ResultCell[];
}

export interface ResultField {
  readonly id: string;
  /** The service's name, e.g. `InvoiceTotal`; an item of an array is named by its number from 1. */
  readonly name: string;
  /** As the answer says, e.g. `date`; null where it does not (a field that is null). */
  readonly type: string | null;
  /** What stands on the page; null where the answer gives a value without text, or nothing. */
  readonly text: string | null;
  /**
   * The `value…` member of a plain field as it came; null where there is none. A whole number that a double would change
   * is its digits as a text.
   */
  readonly value: string | number | boolean | null;
  readonly confidence: number | null;
  readonly place: Place | null;
  readonly kind: 'value' | 'list' | 'group';
  readonly children: readonly ResultField[];
}

export interface ResultDocument {
  readonly docType: string;
  readonly confidence: number | null;
  readonly modelId: string | null;
  /** First and last page, as the service counts. */
  readonly pages: readonly [first: number, last: number];
  readonly fields: readonly ResultField[];
}

/** A key and its value that a custom model without labels found. */
export interface ResultPair {
  /** The service's name for the pair, e.g. `Address #1`. */
  readonly label: string | null;
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: string;
  readonly valuePlace: Place;
  readonly confidence: number | null;
}

/** Something in the answer that its contract does not allow; what could be read of it is shown all the same. */
export interface ResultProblem {
  /** `readResults[3].lines[0].boundingBox`. */
  readonly at: string;
  readonly expected: string;
  /** What stood there instead, as short JSON. */
  readonly found: string;
}

export interface ResultView {
  /** What the file is; only an `answer` has pages. */
  readonly kind: AnswerKind;
  /** `2.1.0` and the like; null where the answer does not say. */
  readonly version: string | null;
  readonly pages: readonly ResultPage[];
  readonly lines: Lines;
  readonly words: Words;
  readonly marks: readonly ResultMark[];
  readonly tables: readonly ResultTable[];
  readonly documents: readonly ResultDocument[];
  readonly pairs: readonly ResultPair[];
  /** What the service itself says went wrong, e.g. on one page. */
  readonly errors: readonly { readonly code: string | null; readonly message: string | null }[];
  /** At most {@link MOST_PROBLEMS}; `problemCount` counts them all. */
  readonly problems: readonly ResultProblem[];
  readonly problemCount: number;
}

export const MOST_PROBLEMS = 100;
