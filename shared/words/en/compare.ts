import type {
  ComparisonSummary,
  ExpectedTrouble,
  FieldTally,
  StrayRow,
  Unchecked,
  Verdict,
} from '../../domain/comparison.ts';
import { formatCount } from '../../rules/format.ts';

export const expectedTroubles: Readonly<Record<ExpectedTrouble, string>> = {
  'not-text': 'the file is no text',
  empty: 'the file is empty',
  quotes: 'a quotation mark is opened and not closed, or text follows a closed one',
  'no-fields': 'there is no second column with the name of a field',
  'no-documents': 'no document is named below the headings',
  'no-name': 'the first column names no document',
  'column-without-name': 'a column has no heading',
  'column-twice': 'two columns have the same heading',
  'too-wide': 'it has more values than there are headings',
};

const many = (count: number, one: string, several: string): string =>
  count === 1 ? `1 ${one}` : `${formatCount(count)} ${several}`;
const fields = (count: number): string => many(count, 'field', 'fields');
const documents = (count: number): string => many(count, 'document', 'documents');

const verdicts: Readonly<Record<Verdict, string>> = {
  right: 'right',
  different: 'different',
  missing: 'missing',
  unexpected: 'unexpected',
  unchecked: 'not checked',
};

const notes = {
  bothEmpty: (count: number) =>
    `${fields(count)} empty on both sides, right and left out of the share, which empty columns would raise at will.`,
  unchecked: (count: number) => `${fields(count)} not checked.`,
  failed: (count: number) =>
    `${documents(count)} could not be analysed; what was expected of ${count === 1 ? 'it' : 'them'} counts as missing.`,
  notExpected: (count: number) => `${documents(count)} of the batch ${count === 1 ? 'is' : 'are'} not in the file.`,
  strays: (count: number) => `${many(count, 'row', 'rows')} of the file ${count === 1 ? 'fits' : 'fit'} no document.`,
  unknownColumns: (names: readonly string[]) =>
    `${many(names.length, 'column', 'columns')} without a field of this name: ${names.join(', ')}.`,
  ambiguous: (count: number) =>
    `${many(count, 'date', 'dates')} such as 03/09/2026 can be meant in two ways and ${count === 1 ? 'is' : 'are'} not checked until you say which.`,
};

export const compare = {
  choose: 'Drop a CSV of expected values here, or choose a file',
  chooseHint: 'First column: the document. Each other column: a field, named as in the table.',
  label: 'CSV of expected values',
  begin: 'Compare with expected values',
  beginText:
    'See which fields differ from what the documents really say, and what share is right: a number by which a site can accept the installation.',
  template: 'Save a file to begin with',
  templateText:
    'To begin with, save what was found, correct what is wrong in a spreadsheet, save it as CSV again, and drop it here.',
  templateItems: 'Line items, too',
  rulesTitle: 'How values are compared',
  rules: [
    'Dates, numbers, telephone numbers, times and countries by what they mean: 1.234,50 and $1,234.50 are the same.',
    'Texts without regard to capitals, spacing, and kinds of dashes and quotation marks.',
    'An empty cell says that nothing should be found. A cell with only ? is not checked.',
    'Line items have columns such as Items[1].Amount.',
  ],
  another: 'Another file',
  file: (name: string, rows: number, columns: number) =>
    `${name}: ${many(rows, 'row', 'rows')}, ${many(columns, 'column', 'columns')}`,
  encodedOld: 'The file is not Unicode. It was read as Windows-1252: check letters with accents.',
  right: (share: string, checked: string) => `${share} % of ${checked} fields right`,
  big: (share: string) => `${share} %`,
  of: (checked: string) => `of ${checked} fields right`,
  interval: (low: string, high: string) => `95 % sure between ${low} and ${high} %`,
  nothing: 'No field was checked',
  nothingText:
    'No column or no document of the file fits this batch. Its first column has to name documents of the folder.',
  documentsCompared: (count: number) => `${documents(count)} compared`,
  verdicts,
  count: (verdict: Verdict, count: number) => `${formatCount(count)} ${verdicts[verdict]}`,
  why: {
    asked: 'the file says ?',
    'no-cell': 'the line ends before it',
    'ambiguous-date': 'day and month could be either',
    'not-analysed': 'not analysed yet',
  } satisfies Record<Unchecked, string>,
  order: 'Dates such as 03/09/2026',
  orders: { file: 'As the file shows', 'day-first': '3 September', 'month-first': 'March 9' },
  notes,
  details: 'What was not compared',
  strayWhy: {
    none: 'no such document',
    several: 'several documents have this name; write the folder before it',
    part: 'the file holds fewer documents',
  } satisfies Record<StrayRow['why'], string>,
  stray: (line: number, name: string, why: string) => `Line ${formatCount(line)}, ${name}: ${why}`,
  notExpected: 'Documents that the file does not name',
  more: (count: number) => `and ${formatCount(count)} more`,
  byField: 'By field',
  fieldShare: (share: string, checked: number) => `${share} % of ${formatCount(checked)}`,
  fieldBar: (field: string, share: string, checked: number) =>
    `${field}: ${share} % of ${formatCount(checked)} right. Show its differences`,
  onlyField: (field: string) => `Only ${field}`,
  allFields: 'All fields',
  differences: 'Differences',
  showAll: 'All that was compared',
  onlyDifferences: 'Differences only',
  tableOf: { differences: 'Differences, field by field', all: 'All compared fields' },
  columns: {
    document: 'Document',
    field: 'Field',
    verdict: 'Result',
    expected: 'Expected',
    found: 'Found',
    expectedForm: 'Expected, compared as',
    foundForm: 'Found, compared as',
  },
  none: 'No difference',
  noneText: 'Every field that was checked is as expected.',
  save: 'Save',
  saveCsv: 'Every field as CSV',
  saveText: 'Summary as text',
  saved: (path: string) => `Saved: ${path}`,
  head: [
    'Document',
    'Part',
    'Field',
    'Result',
    'Expected',
    'Found',
    'Expected, compared as',
    'Found, compared as',
    'Confidence',
  ],
  summary: {
    title: 'Comparison with expected values',
    of: (folder: string) => `Folder: ${folder}`,
    byField: 'By field, worst first:',
    line: (field: string, { checked, different, missing, unexpected }: FieldTally, share: string) =>
      `${field}: ${share} % of ${formatCount(checked)} (${formatCount(different)} different, ${formatCount(missing)} missing, ${formatCount(unexpected)} unexpected)`,
    method:
      'Method: values are compared by what they mean (dates, numbers, telephone numbers, times, countries) or as text without regard to capitals and spacing. The interval is Wilson’s at 95 %, widened by how much fields of one document go wrong together; it says where the share would lie for many documents like these, not for others.',
    notes: (comparison: ComparisonSummary): readonly string[] => [
      ...(comparison.failedDocuments > 0 ? [notes.failed(comparison.failedDocuments)] : []),
      ...(comparison.overall.bothEmpty > 0 ? [notes.bothEmpty(comparison.overall.bothEmpty)] : []),
      ...(comparison.overall.unchecked > 0 ? [notes.unchecked(comparison.overall.unchecked)] : []),
      ...(comparison.strays.length > 0 ? [notes.strays(comparison.strays.length)] : []),
      ...(comparison.notExpected.length > 0 ? [notes.notExpected(comparison.notExpected.length)] : []),
      ...(comparison.unknownColumns.length > 0 ? [notes.unknownColumns(comparison.unknownColumns)] : []),
    ],
  },
} as const;
