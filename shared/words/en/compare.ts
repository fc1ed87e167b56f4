import type { ExpectedTrouble } from '../../compare/read-expected.ts';

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
