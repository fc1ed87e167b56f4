/** Whether a field of a document is as it was expected. */
export type Verdict = 'right' | 'different' | 'missing' | 'unexpected' | 'unchecked';

/** Why a cell was not compared. */
export type Unchecked = 'asked' | 'no-cell' | 'ambiguous-date' | 'not-analysed';

/** Why a file of expected values cannot be used. */
export type ExpectedTrouble =
  | 'not-text'
  | 'empty'
  | 'quotes'
  | 'no-fields'
  | 'no-documents'
  | 'no-name'
  | 'column-without-name'
  | 'column-twice'
  | 'too-wide';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Tally {
  readonly right: number;
  readonly different: number;
  readonly missing: number;
  readonly unexpected: number;
  readonly unchecked: number;
  /** Nothing expected, nothing found: right, but left out of the share, which empty columns would raise at will. */
  readonly bothEmpty: number;
  /** Right, different, missing and unexpected together: what the share is of. */
  readonly checked: number;
  /** Null where nothing was checked. */
  readonly share: number | null;
  readonly interval: Interval | null;
}

export interface FieldTally extends Tally {
  readonly field: string;
}

export interface StrayRow {
  readonly line: number;
  readonly name: string;
  /** `several`: the name alone stands for more than one document. `part`: the file has fewer documents than rows here. */
  readonly why: 'none' | 'several' | 'part';
}

/** What a comparison with expected values says as a whole, without its cells. */
export interface ComparisonSummary {
  readonly overall: Tally;
  /** Worst first: by share, then by how much was checked. */
  readonly fields: readonly FieldTally[];
  /** Documents of which anything was compared. */
  readonly documents: number;
  /** Documents among them that could not be analysed; what was expected of them counts as missing. */
  readonly failedDocuments: number;
  /** Rows of the file that belong to no document of the batch. */
  readonly strays: readonly StrayRow[];
  /** Documents of the batch that the file does not name. */
  readonly notExpected: readonly string[];
  readonly unknownColumns: readonly string[];
  readonly ambiguousDates: number;
}
