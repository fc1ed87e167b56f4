// The part of papaparse that is used here. Its own types bring Node's with them, which would let `process` compile in the renderer.
interface ParseError {
  readonly type: string;
  readonly code: string;
  /** Which record, from 0. */
  readonly row?: number;
  /** Where in the text. */
  readonly index?: number;
}
interface Step {
  readonly data: string[];
  readonly errors: readonly ParseError[];
  /** `cursor`: how far the text has been read when this record ended. */
  readonly meta: { readonly cursor: number };
}
declare const Papa: {
  parse(
    text: string,
    options: { readonly delimiter: string; readonly preview?: number; readonly step: (step: Step) => void },
  ): void;
  unparse(
    rows: readonly (readonly (string | number)[])[],
    options: { readonly quotes: (value: string | number) => boolean },
  ): string;
};

// biome-ignore lint/style/noDefaultExport: it is how the library exports itself
export { Papa as default };
