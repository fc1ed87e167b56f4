export const usage = {
  title: 'Usage',
  lead: 'What the containers counted, by meter. Kept permanently.',
  readAt: (when: string) => `Read ${when}`,
  neverRead: 'Never read',
  save: 'Save all as CSV…',
  saveTitle: 'Save all usage by month and meter',
  refresh: 'Refresh',
  none: 'Nothing was counted yet',
  noneYet: 'Analyse a document: its pages are counted here.',
  noneText: 'Once the containers run and have read a document, totals and months appear here.',
  month: 'Month',
  day: 'Day',
  state: 'State',
  container: 'Container',
  meter: 'Meter',
  meters: 'Meters',
  total: 'Total',
  unitNote:
    'As the meters count: the vendor does not say whether a unit is a page or a call. A helper counts for itself.',

  notes: {
    title: 'About these numbers',
    more: (count: number) => `${count} more`,
    fewer: 'Fewer',
    stale: (names: string) => `Did not answer when last asked, shown as last read: ${names}.`,
    gapOpen: (name: string, from: string) =>
      `${name} has not been read since ${from}. It keeps counting; the next reading adds what is missing.`,
    gap: (name: string, from: string, to: string) =>
      `${name} was not read from ${from} to ${to}. What it counted meanwhile is in, but not on which day.`,
    gaps: (count: number, name: string) =>
      `${name} was not read ${count} times for more than a day; those days are hatched.`,
    drop: (meters: string, when: string) => `On ${when} ${meters}.`,
    dropped: (meter: string, before: string, after: string) => `${meter} went from ${before} to ${after}`,
    manyDropped: (count: number, one: string) => `${count} meters went down (${one})`,
    why: {
      'another-output-folder':
        'The container writes to another output folder since. Counting went on; nothing is counted twice.',
      'another-container': 'Another container counts since. Counting went on; nothing is counted twice.',
      unknown: 'Why is not known. Counting went on from there; compare with the records in the output folder.',
    },
    apart: (meter: string, month: string, reported: string, counted: string) =>
      `${month}, ${meter}: the month’s own report says ${reported}, the totals’ differences ${counted}. The month’s report counts.`,
  },

  subject: {
    label: 'Meter',
    commitment: (name: string) => `Commitment: ${name}`,
    meter: (image: string, meter: string) => `${image}: ${meter}`,
    commitments: 'Commitments',
    meters: 'Meters',
  },
  figures: {
    group: 'In short',
    thisMonth: 'This month',
    thisTerm: 'This term',
    lastYear: 'Last 12 months',
    left: 'Left',
    forecast: 'Forecast',
    pace: 'Pace',
    soFar: (month: string) => `${month}, so far`,
    ofBought: (share: string, bought: string, unit: string) => `${share} of ${bought} ${unit}`,
    inMonths: (from: string, to: string) => `${from} to ${to}`,
    daysLeft: (days: number) => (days === 1 ? '1 day of the term to come' : `${days} days of the term to come`),
    termOver: (day: string) => `the term ended on ${day}`,
    termBefore: (day: string) => `the term begins on ${day}`,
    over: (quantity: string) => `${quantity} over`,
    notBought: 'Not known',
    notBoughtText: 'Enter what was bought to see what is left.',
    perDay: (quantity: string) => `${quantity} a day`,
    perDayOver: (days: number) => (days === 1 ? 'yesterday' : `mean of the last ${days} days`),
    noPace: 'Too few readings',
    noPaceText: 'A day between two readings is needed.',
  },
  infos: {
    thisMonth: 'What these meters counted since the first of this month (UTC), up to the last reading.',
    thisTerm:
      'What the commitment’s meters counted from its first day to the last reading. The thin line in the bar is how much of the term is gone.',
    lastYear: 'What this meter counted in this month and the eleven before it.',
    left: 'What was bought less what was used in the term. Below zero it is shown as over.',
    forecast: 'Simulated from past use, weekday by weekday. 80 % of the simulations run out between these two days.',
    pace: 'The mean of a day over the last four weeks, so that every weekday is in it as often.',
    days: 'What was counted on each day (UTC). Hatched over a shade: read over several days, an equal share is shown. Hatched alone: not read.',
    cumulative:
      'What was used since the term’s first day, against what was bought. Above the dotted line it goes faster than the term.',
  },
  about: (name: string) => `What is “${name}”?`,
  aboutMore: 'More about this number',

  zoom: { label: 'Period', month: 'Month', quarter: 'Quarter', year: 'Year', all: 'All' },
  earlier: 'Earlier',
  later: 'Later',
  slide: 'Slide the period',
  slideHint: 'Left and right move it by a month.',

  byMonth: 'By month',
  byDay: 'By day',
  chartSubtitle: (name: string, period: string) => `${name}, ${period}`,
  fileNote: (when: string) =>
    `Read ${when}. Quantities as the meters of the containers report them. Made with Drydock.`,
  helperMeter: (meter: string) => `${meter} (helper)`,
  helperNote: 'A page counts on the feature’s meter and once more on its helper’s. The narrow bar is the helper’s.',
  featuresNote: 'Each page once, on its feature’s meter. What helpers counted is on each deployment’s own page.',
  shared: 'Share of several days',
  notRead: 'Not read',
  spreadNote: 'Read over several days; an equal share is shown.',
  unknownNote: 'Not read on this day.',
  outsideNote: 'No readings.',
  otherMeters: (count: number) => `${count} other meters`,
  states: { known: 'read', spread: 'share of several days', unknown: 'not read', outside: 'no readings' },

  heat: {
    title: 'Day by day',
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    none: 'None',
    upTo: (most: string) => `to ${most}`,
    more: (than: string) => `above ${than}`,
    days: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    used: 'Used',
  },

  ledger: {
    title: 'Drydock’s own count',
    lead: 'Documents that Drydock sent itself, beside what the meters counted over the same time.',
    since: (from: string, to: string) => `${from} to ${to}`,
    documents: 'Documents',
    pages: 'Pages sent',
    counted: 'Meter counted',
    difference: 'Difference',
    none: 'Drydock has sent nothing since the first reading. What the meters count came from other programs.',
    notYet: 'Two readings with documents between them are needed to compare.',
    same: 'The meters counted what Drydock sent.',
    more: (meters: string) =>
      `More than Drydock sent: ${meters}. Other programs use the container, or a unit of theirs is not a page.`,
    less: (meters: string) =>
      `Less than Drydock sent: ${meters}. They have not caught up yet, or a unit of theirs is not a page.`,
    uncertain: (count: number) =>
      count === 1
        ? '1 document was broken off after it was taken; it may have counted.'
        : `${count} documents were broken off after they were taken; they may have counted.`,
    helper: 'A document counts on its feature’s meter and on its helper’s.',
  },

  table: 'Usage by month and meter',
  tableTitle: 'Month by month',
  allMonths: (count: number) => `Show all ${count} months`,

  overview: {
    title: 'Usage overview',
    lead: 'All deployments and commitments on this computer.',
    commitments: 'Commitments',
    deployments: 'Deployments',
    deployment: 'Deployment',
    none: 'No deployment yet',
    noneText: 'Set up a deployment to see what it uses.',
    noCommitment: 'No commitment is entered',
    noCommitmentText: 'Enter what was bought on a deployment’s usage page to see what is left, and until when.',
    last30: 'Last 30 days',
    read: 'Read',
    open: (name: string) => `Open the usage of ${name}`,
    all: 'All deployments',
    notCounted: 'Nothing counted yet',
  },
  spark: (name: string, quantity: string) => `Use of ${name} in the last 30 days: ${quantity}`,

  numbers: { title: 'What the numbers mean', back: 'Back to usage' },
} as const;
