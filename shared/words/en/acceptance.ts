import { formatCount } from '../../rules/format.ts';

/** The acceptance report of a comparison, and the button that makes it. */
export const acceptance = {
  button: 'Acceptance report',
  hint: 'A PDF to sign: what was compared, the share that is right by field, the first differences.',
  saveTitle: 'Save the acceptance report',
  fileName: (folder: string) => `${folder}-acceptance-report.pdf`,
  saved: (path: string) => `Saved: ${path}`,
  title: 'Acceptance report',
  lead: (feature: string, folder: string) =>
    `How ${feature} documents of ${folder} were read, against expected values.`,
  rehearsal: 'REHEARSAL: A STAND-IN READ THESE DOCUMENTS. THIS ACCEPTS NOTHING.',
  foot: (made: string) => `Acceptance report. Made with Drydock on ${made} UTC`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  lacking: (signs: string) =>
    `Characters that this report’s typeface lacks are printed as boxes: ${signs}. The comparison saved as CSV has them.`,

  result: 'Result',
  right: (share: string, checked: string) => `${share} % of ${checked} fields are right`,
  nothing: 'No field was checked: there is no share to accept.',
  notFinished: (count: number) =>
    `The batch had not ended: ${count === 1 ? '1 document was' : `${formatCount(count)} documents were`} not analysed yet. What was expected of them is not checked.`,
  pairs: {
    interval: '95 % interval',
    right: 'Right',
    different: 'Different',
    missing: 'Missing',
    unexpected: 'Unexpected',
    unchecked: 'Not checked',
    documents: 'Documents compared',
  },
  between: (low: string, high: string) => `${low} % to ${high} %`,

  compared: 'What was compared',
  facts: {
    deployment: 'Deployment',
    feature: 'Feature',
    image: (name: string) => `Image of ${name}`,
    imageNow: 'Digests are those that the container engine had when this report was made.',
    folder: 'Folder',
    documents: 'Documents of the batch',
    begun: 'Batch begun',
    read: 'Documents read',
    expected: 'Expected values',
    sha256: 'SHA-256 of that file',
    dates: 'Dates such as 03/09/2026',
    confidence: 'Confidence',
    made: 'Report made',
  },
  unknownDeployment: 'not kept any more',
  digest: (reference: string, digest: string) => `${reference}\n${digest}`,
  imageId: (id: string) => `image ID ${id}, without a registry digest`,
  notOnHost: 'digest not known: the engine did not answer or does not have it',
  counts: (total: number, done: number, failed: number, pages: number) =>
    `${formatCount(total)}: ${formatCount(done)} analysed (${pages === 1 ? '1 page' : `${formatCount(pages)} pages`}), ${formatCount(failed)} failed`,
  utc: (instant: string) => `${instant} UTC`,
  fromTo: (from: string, to: string) => `${from} to ${to} UTC`,
  noneRead: 'none',
  noConfidence: 'No value was left out for its confidence: every value that was read is compared.',

  byField: 'Share right by field, worst first',
  noFields: 'No column of the file names a field of these documents.',
  moreFields: (count: number) =>
    `and ${count === 1 ? '1 more field' : `${formatCount(count)} more fields`}, in the CSV`,
  fieldColumns: {
    field: 'Field',
    right: 'Right',
    interval: '95 % interval',
    checked: 'Checked',
    different: 'Different',
    missing: 'Missing',
    unexpected: 'Unexpected',
  },
  share: (share: string) => `${share} %`,
  noShare: 'not checked',

  differences: (shown: number, all: number) =>
    shown === all
      ? `All ${formatCount(all)} differences`
      : `The first ${formatCount(shown)} of ${formatCount(all)} differences`,
  oneDifference: 'The one difference',
  noDifferences: 'Differences',
  noDifferencesText: 'There is none: every field that was checked is as expected.',
  nothingChecked: 'Nothing was checked.',
  shortened: 'Values of more than 160 characters are shortened here; the comparison saved as CSV has them whole.',
  differenceColumns: {
    document: 'Document',
    field: 'Field',
    result: 'Result',
    expected: 'Expected',
    found: 'Read',
    sure: 'Sure',
  },
  documentPart: (document: string, part: number) => `${document}, part ${part}`,

  notCompared: 'What was not compared, and how',
  acceptance: 'Acceptance',
  acceptanceText: 'On the strength of this comparison the installation is',
  choices: ['accepted', 'accepted with reservations, which are attached', 'not accepted'],
  parties: ['For the site', 'For the installation'],
  lines: ['Name', 'Function', 'Place and date', 'Signature'],
} as const;
