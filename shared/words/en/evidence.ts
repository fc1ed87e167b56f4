/** The evidence report, and the dialog that asks for it. */
export const evidence = {
  button: 'Evidence report…',
  dialog: {
    title: 'Evidence report',
    lead: 'A PDF of what was used in a period: totals, readings with their times, licences, images, this host, and the raw readings as an attached file with their SHA-256.',
    period: 'Period',
    periods: {
      'this-month': 'This month',
      'last-month': 'Last month',
      'this-year': 'This year',
      'last-year': 'Last year',
      term: (name: string) => `Term of “${name}”`,
      own: 'From and to',
    },
    from: 'From',
    to: 'To (included)',
    utc: 'Days are those of UTC.',
    deployments: 'Deployments',
    save: 'Save report…',
    saveTitle: 'Save the evidence report',
    badPeriod: 'The period ends before it begins.',
    working: 'Making the evidence report',
    done: (pages: number, readings: string) =>
      `Saved: ${pages === 1 ? '1 page' : `${pages} pages`}, ${readings} readings attached`,
    sha: 'SHA-256 of the attached readings',
    another: 'Make another',
    showFolder: 'Show folder',
  },
  fileName: (from: string, to: string) => `usage-evidence-${from}-to-${to}.pdf`,
  title: 'Evidence of use',
  lead: (from: string, to: string) => `Form Recognizer containers, ${from} to ${to}, days in UTC, both included.`,
  rehearsal: 'REHEARSAL: A STAND-IN COUNTED THIS. IT IS NO EVIDENCE OF USE.',
  foot: (from: string, to: string, made: string) =>
    `Evidence of use, ${from} to ${to}. Made with Drydock on ${made} UTC`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  lacking: (signs: string) =>
    `Characters that this report’s typeface lacks are printed as boxes: ${signs}. The attached file has them.`,

  summary: {
    title: 'Summary',
    columns: { deployment: 'Deployment', container: 'Container', meter: 'Meter', counted: 'Counted' },
    none: 'No meter counted anything in this period.',
    attached: 'The raw readings are attached to this PDF',
    attachedText: (name: string, lines: string, bytes: string) =>
      `File ${name}: ${lines} readings, ${bytes} bytes. SHA-256:`,
    host: 'Where this comes from',
    pairs: {
      host: 'Host',
      system: 'System',
      engine: 'Container engine',
      noEngine: 'did not answer when this report was made',
      made: 'Made at',
      version: 'Made with',
      drydock: (version: string) => `Drydock ${version}`,
      deployments: 'Deployments',
    },
  },
  months: {
    title: 'Totals by meter and month',
    columns: { month: 'Month', quantity: 'Quantity' },
    part: (month: string) => `${month} (part)`,
    total: 'Total',
    unit: 'Quantities are those of the service’s own meters. What a meter’s unit is, a page or a call, the vendor does not say. “Part” marks months of which the period holds only some days.',
  },
  commitments: {
    title: 'Commitments',
    none: 'No commitment was entered whose term falls in this period.',
    text: 'As they stood when this report was made. A forecast is an estimate: with 80 % probability the outcome is between its ends.',
    rows: {
      term: 'Term',
      of: (from: string, to: string, days: number) => `${from} to ${to} (${days} days)`,
      bought: 'Bought',
      used: 'Used',
      usedOf: (used: string, share: string, until: string) =>
        `${used} (${share} of the quantity), by the reading of ${until}`,
      neverRead: 'no reading yet',
      left: 'Left',
      over: 'Above the quantity',
      overSince: (over: string, day: string) => `${over}, since ${day}`,
      termGone: 'Term gone',
      pace: 'Pace',
      paceOf: (perDay: string, from: string, to: string) => `${perDay} a day, ${from} to ${to}`,
      forecast: 'Forecast for the term',
      band: (low: string, likely: string, high: string) => `${likely}, between ${low} and ${high}`,
      overMonths: 'Months above their even share',
      price: 'Price of the term',
      overage: 'Overage so far',
    },
  },
  licences: {
    title: 'Licences',
    columns: { container: 'Container', state: 'State', ends: 'Ends', files: 'Files' },
    states: {
      valid: 'valid',
      expired: 'ended',
      unknown: 'not known to be a licence',
      missing: 'missing',
      'folder-unreadable': 'folder cannot be read',
    },
    unknown: 'not known',
    sources: { files: 'named in its files', service: 'said by the service', operator: 'entered by the operator' },
    file: (name: string, bytes: string, modified: string) => `${name}, ${bytes} bytes, of ${modified}`,
    noFiles: 'none',
    madeFor: (image: string) => `made for ${image}`,
  },
  images: {
    title: 'Images',
    columns: { container: 'Container', reference: 'Reference', digest: 'Digest or image id' },
    notOnHost: 'not on the engine when this report was made',
    id: (id: string) => `image id ${id}, loaded from a file`,
  },
  ledger: {
    title: 'Drydock’s own ledger beside the meters',
    text: 'Drydock keeps a line for each document that it sent itself. Documents that other programs sent are on the meters and not in the ledger, so a difference above zero is what others used, or units that are not pages.',
    none: 'Drydock sent no document to these containers.',
    columns: {
      container: 'Container',
      time: 'Compared',
      pages: 'Ledger',
      meter: 'Meter',
      counted: 'Counted',
      difference: 'Difference',
    },
    pages: (documents: string, pages: string, uncertain: number) =>
      `${documents} documents, ${pages} pages${uncertain > 0 ? `, ${uncertain} not known` : ''}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    notCompared: 'not compared: there are no two readings yet',
  },
  irregular: {
    title: 'Drops, gaps and disagreements',
    none: 'None in this period: every reading followed the one before, and the months agree with the readings.',
    columns: { when: 'When (UTC)', container: 'Container', what: 'What was noticed' },
    drop: (meter: string, before: string, after: string) =>
      `${meter} went from ${before} to ${after}: counting began anew. What was counted before stays counted, nothing counts twice.`,
    why: {
      'another-output-folder': 'Another output folder.',
      'another-container': 'Another container.',
      unknown: 'The reason is not known.',
    },
    gap: (to: string) => `No reading until ${to}. What was used meanwhile is known as a sum, and told evenly by day.`,
    still: 'now',
    apart: (meter: string, month: string, reported: string, counted: string) =>
      `${meter}, ${month}: the month’s own report says ${reported}, the readings’ differences ${counted}. The report counts.`,
    jump: (size: string) => `This host’s clock jumped ${size}.`,
    forward: (time: string) => `ahead by ${time}`,
    back: (time: string) => `back by ${time}`,
    host: 'Host',
  },
  readings: {
    title: 'Readings and their times',
    all: 'Every reading of the period, and the last one before it for each container, as the containers’ own report said it. Of several that said the very same, the first and the last.',
    some: (printed: string, all: string) =>
      `${all} readings are attached; printed are the last of each day, ${printed} in all. Of several in a row that said the very same, the first and the last are kept.`,
    columns: { time: 'Read at (UTC)', container: 'Container', totals: 'Totals' },
  },
  auditor: {
    title: 'For whoever checks this',
    sections: [
      {
        title: 'What it is made of',
        text: [
          'Each container counts for itself and reports its meters on request (“usage-logs”). Drydock asks every quarter of an hour while it is open, after documents were sent, and before it stops a container, and keeps each answer with its time. The quantities in this report are differences of these answers; nothing was entered by hand except commitments, prices, and licence ends where the table says so.',
          'Months and days are those of UTC. Where more than a day lies between two readings, the sum between them is certain and its days are not: it is shared evenly by day, and by the containers’ own months where they say more.',
        ],
      },
      {
        title: 'How to check the attached readings',
        text: [
          'Take the file out of this PDF with any tool that can, for example poppler’s, and compare its SHA-256 with the one on the first page:',
        ],
        command: (name: string) => ['pdfdetach -saveall report.pdf', `sha256sum ${name}`],
        after: [
          'The file has one reading a line, in JSON, in the order of their times. Members: deployment, container, readAt (UTC), containerId and outputFolder (where it was read from), totals (each meter’s name and quantity since its records began), months (the same for single months, where the container told them or they changed). Quantities are whole numbers of up to 64 bits.',
          'A meter’s use between two lines of the same container is the difference of its totals, unless the containerId or outputFolder changed or the total went down: then counting began anew, and the section on drops says so.',
        ],
      },
      {
        title: 'What it does not prove',
        text: [
          'The SHA-256 shows that the attached readings are those this report was made from. It does not show that the report itself was not made anew: keep it where it cannot be replaced, or have it signed, when it is handed over.',
          'The containers write their own records to the output folders. They are the vendor’s evidence, are never touched by Drydock, and go before this report if the two should differ.',
        ],
      },
    ],
  },
} as const;
