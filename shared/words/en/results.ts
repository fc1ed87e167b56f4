import { formatCount } from '../../rules/format.ts';

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;

/** A file that is opened as an answer and has no pages to show; see `kindOfAnswer`. */
export interface FileKind {
  readonly kind: string;
  readonly version?: string | null;
  readonly holds?: string;
}

const HOLDS: Readonly<Record<string, string>> = {
  nothing: 'only “null”',
  list: 'a list',
  text: 'a single text',
  number: 'a single number',
  truth: 'only “true” or “false”',
  object: 'other data',
};

const OPEN_ANOTHER = 'Open the JSON that the service returned for a document, or analyse the document.';

function kindOfFile({ kind, version, holds }: FileKind): { readonly said: string; readonly next: string } {
  switch (kind) {
    case 'failed':
      return {
        said: 'The service could not analyse this document.',
        next: 'The answer has no pages, only the reason.',
      };
    case 'error':
      return { said: 'This file is an error message of the service, not an answer.', next: OPEN_ANOTHER };
    case 'running':
      return {
        said: 'This file was saved while the service was still working.',
        next: 'It has no result yet. Ask the service again and save what it returns then.',
      };
    case 'newer':
      return {
        said: `This file is an answer of a newer API${version ? ` (${version})` : ''}.`,
        next: 'Drydock shows answers of API 2.1, which the containers return. Below is what the file contains.',
      };
    case 'labels':
      return {
        said: 'This file is one of the labelling tool, not an answer.',
        next: 'It lists what people marked on a document for training. Open the answer to that document instead.',
      };
    case 'model':
      return { said: 'This file describes a custom model, not a document.', next: OPEN_ANOTHER };
    default:
      return {
        said: `This file is not an answer of the service: it contains ${HOLDS[holds ?? 'object'] ?? 'other data'}.`,
        next: OPEN_ANOTHER,
      };
  }
}

/** The panel beside the page: what was found, and how it is saved. */
export const results = {
  kindOfFile,
  tabs: { fields: 'Fields', tables: 'Tables', text: 'Text', json: 'JSON', problems: 'Problems' },
  list: {
    fields: 'Fields found',
    tables: 'Tables found',
    text: 'Lines, words and tick boxes',
    json: 'The answer as JSON',
  },
  page: (number: number) => `page ${number}`,
  // Fields
  document: (at: number, docType: string) => `Document ${at}: ${docType.replace('prebuilt:', '') || 'of unknown kind'}`,
  pages: (first: number, last: number) => (first === last ? `page ${first}` : `pages ${first} to ${last}`),
  docTypeConfidence: (share: string) => `${share} sure of the kind`,
  model: (id: string) => `model ${id}`,
  fieldCount: (count: number) => counted(count, 'field', 'fields'),
  noFields: 'The service found no fields in this document.',
  noName: '(no name)',
  notFound: 'not found',
  notGiven: 'not given',
  noText: 'no text on the page',
  noValue: 'no value',
  value: (value: string) => `= ${value}`,
  whole: 'Whole',
  items: (count: number) => counted(count, 'item', 'items'),
  item: 'No.',
  pairs: 'Keys and values',
  pairCount: (count: number) => counted(count, 'pair', 'pairs'),
  copyValue: (name: string) => `Copy ${name}`,
  // Confidence
  threshold: 'Confidence to reach',
  under: (share: string) => `Under ${share}`,
  mode: 'What is under it',
  modes: { mark: 'Mark', hide: 'Hide' },
  low: (count: number) => `${formatCount(count)} under`,
  lowAt: (at: number, count: number) => `${formatCount(at)} of ${formatCount(count)}`,
  previousLow: 'Previous one under it',
  nextLow: 'Next one under it',
  check: 'check',
  hidden: 'hidden',
  hiddenCount: (count: number) => `${counted(count, 'field', 'fields')} hidden`,
  // Tables
  table: (at: number) => `Table ${at}`,
  tableSize: (rows: number, columns: number, page: number) =>
    `${counted(rows, 'row', 'rows')}, ${counted(columns, 'column', 'columns')}, page ${page}`,
  copyTable: (name: string) => `Copy ${name}`,
  saveTable: (name: string) => `Save ${name} as CSV`,
  // Text
  pageHead: (number: number) => `Page ${number}`,
  lineCounts: (lines: number, words: number) =>
    `${counted(lines, 'line', 'lines')}, ${counted(words, 'word', 'words')}`,
  noLines: 'The service returned no text for this page.',
  handwritten: 'handwritten',
  words: 'Words',
  mark: (at: number, state: string) =>
    `Tick box ${at}: ${state === 'selected' ? 'ticked' : state === 'unselected' ? 'empty' : state}`,
  searchText: 'Search the text',
  // JSON
  searchJson: 'Search names and values',
  hits: (at: number, count: number) => `${formatCount(at)} of ${formatCount(count)}`,
  noHits: 'nothing found',
  searching: 'searching…',
  previousHit: 'Previous match',
  nextHit: 'Next match',
  copyNode: (name: string) => `Copy ${name}`,
  root: 'answer',
  members: (count: number) => counted(count, 'member', 'members'),
  entries: (count: number) => counted(count, 'entry', 'entries'),
  // Problems
  serviceErrors: 'The service says',
  contractProblems: 'Not as the contract says',
  contractLead:
    'What could be read of these is shown all the same. They hint at another version of the service, or at a damaged file.',
  problem: (expected: string, found: string) => `Expected ${expected}, found ${found}`,
  moreProblems: (count: number) => `and ${formatCount(count)} more`,
  noMessage: 'an error without a message',
  // Saving
  save: 'Save',
  saves: {
    json: 'Answer as JSON',
    fields: 'Fields as CSV',
    tables: (count: number) => (count === 1 ? 'Table as CSV' : `${formatCount(count)} tables as CSV files`),
    workbook: 'Everything as XLSX',
    searchable: 'Searchable PDF',
    report: (page: number) => `Report of page ${page} as PDF`,
  },
  saveTitle: (what: string) => `Save: ${what}`,
  needsDocument: 'The document itself is not here, only its answer.',
  needsText: 'The answer has no text lines, so a PDF would not be searchable.',
  working: { workbook: 'Writing the workbook', report: 'Drawing the report', saving: 'Saving' },
  drawingPage: (page: number, pages: number) => `Searchable PDF: page ${formatCount(page)} of ${formatCount(pages)}`,
  saved: (path: string) => `Saved to ${path}`,
  savedFiles: (count: number, folder: string) => `${counted(count, 'file', 'files')} saved in ${folder}`,
  unplaced: (count: number) => `${counted(count, 'word', 'words')} without a place could not be put into the PDF.`,
  fileNames: {
    fields: (name: string) => `${name} fields.csv`,
    table: (name: string, at: number) => `${name} table ${at}.csv`,
    report: (name: string, page: number) => `${name} page ${page} report.pdf`,
    searchable: (name: string) => `${name} searchable.pdf`,
  },
} as const;
