const pagesOf = (pages: number | null): string =>
  pages === null ? 'Its pages' : pages === 1 ? 'Its one page' : `Its ${pages} pages`;

/** What sending once more costs, as far as it is known. */
export const mayCountTwice = (pages: number | null): string => `${pagesOf(pages)} may count twice.`;

export const analyse = {
  title: 'Analyse',
  lead: 'Try a document on the running container and look at what it finds.',
  aside: [
    'The document goes to the container on this computer and to nothing else.',
    'The container reads it and answers with text, tables and fields, each with its place on the page.',
    'Every page counts on the meter, samples too. The numbers are on the Usage page.',
  ],
  own: 'Your own document',
  drop: 'Drop a document here, or choose a file',
  dropHint: (limit: string) => `PDF, JPEG, PNG, BMP or TIFF, up to ${limit}`,
  dropAnswer: 'A saved answer (.json), alone or with its document, is opened without being sent anywhere.',
  fromFile: (name: string, size: string) => `${name}, ${size}, opened from a file`,
  itsDocument: 'Open its document…',
  closeAnswer: 'Close this answer',
  anotherFile: 'drop or choose another one to replace it',
  samples: 'Samples',
  sample: (name: string, pages: number) => `${name}, ${pages === 1 ? '1 page' : `${pages} pages`}`,
  fits: 'For this image',
  pageCount: (pages: number) => (pages === 1 ? '1 page' : `${pages} pages`),
  analyse: 'Analyse',
  another: 'Analyse another',
  toUsage: 'Continue to usage',
  notRunning: 'Nothing is running to analyse with',
  toRun: 'Go to Run',
  cancelled: 'This analysis was cancelled. The container may have counted its pages all the same.',
  read: (name: string, time: string) => `${name}, read in ${time}`,
  interrupted: {
    title: 'Interrupted',
    row: (name: string, day: string, clock: string) => `An analysis of ${name} from ${day}, ${clock} was interrupted.`,
    accepted: 'The service took the document. Its result can be fetched and nothing counts again.',
    unknown: (twice: string) =>
      `Nobody knows whether the service took the document. Choose it again to send it again. ${twice}`,
    forgotten: (twice: string) =>
      `The service does not know it any more: its result is lost. Choose the document again to send it again. ${twice}`,
    mayCountTwice,
    fetch: 'Fetch the result',
    putAway: 'Put away',
  },
  sendAgain: (twice: string) => `Send again (${twice.replace(/^I/, 'i').replace(/\.$/, '')})`,
  results: 'What was found',
  trust: { high: 'sure', medium: 'check', low: 'doubtful' },
} as const;
