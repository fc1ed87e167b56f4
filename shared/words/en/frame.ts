export const failure = {
  retry: 'Try again',
  showDetail: 'Show detail',
  hideDetail: 'Hide detail',
  saveDetail: 'Save detail…',
  left: (names: string) =>
    `Not known to be removed yet: ${names}. Drydock tries again, at the latest at the next start.`,
} as const;

export const closing = {
  title: (running: number) => (running === 1 ? 'A task is still running.' : `${running} tasks are still running.`),
  detail: 'Closing Drydock cancels them. What is complete is kept, and they can be started again.',
  stay: 'Stay',
  close: 'Close anyway',
  heldTitle: 'This must not be interrupted:',
  heldDetail: 'Stopped half-way, nothing would serve. Drydock can close by itself as soon as it is done.',
  closeAfter: 'Close when done',
} as const;

export const crashed = {
  title: 'The window keeps failing.',
  detail: (logFile: string) => `It was opened again several times within a minute. The log has the details: ${logFile}`,
  again: 'Try again',
  quit: 'Quit',
} as const;

export const start = {
  title: 'Drydock could not start',
  lead: 'Nothing was changed or deleted. Containers that were serving go on serving.',
  again: 'Try again',
  openFolder: 'Open the folder',
  quit: 'Quit',
  data: 'Data folder',
  log: 'Log file',
  lost: 'This page has failed.',
  lostNext:
    'Load it again. If it fails once more, close Drydock and start it again. Loading does not affect running tasks.',
  load: 'Load again',
} as const;

export const aside = {
  title: 'What happens here',
  show: 'Show what happens here',
  hide: 'Hide what happens here',
} as const;

export const frame = {
  /** Of a list that is shown in parts. */
  pager: {
    label: (list: string) => `Parts of ${list}`,
    previous: 'Previous',
    next: 'Next',
    range: (from: string, to: string, count: string) => `${from} to ${to} of ${count}`,
  },
  /** On the console, before there is a window. */
  refusedSwitches: (names: readonly string[]) =>
    `Drydock does not start with ${names.map((name) => `--${name}`).join(', ')}: other programs could use the window. Start it without.`,
  navigation: 'Main navigation',
  steps: 'Steps',
  deployments: 'Deployments',
  newDeployment: 'New deployment',
  tasks: 'Tasks',
  alerts: 'Alerts',
  host: 'Host',
  settings: 'Settings',
  running: (count: number) => (count === 1 ? '1 task is running' : `${count} tasks are running`),
  engine: (product: string, version: string, here: boolean) =>
    `${product} ${version}, ${here ? 'this computer' : 'another computer'}`,
  noEngine: 'No container engine found',
  notKnown: 'Not known now',
  lookingForEngine: 'Looking for a container engine…',
  search: 'Search',
  searchHint: 'Go to a page or change the theme',
  nothingFound: 'Nothing by that name',
  dismissNotices: 'Dismiss',
  rehearsal: 'Rehearsal',
  rehearsalText: 'Practice mode with a stand-in for the vendor’s software. Nothing here is real.',
  endRehearsal: 'End rehearsal',
} as const;

export const guide = {
  title: 'Guide',
  show: 'Show guide',
  hide: 'Hide guide',
  onSite: 'On site',
  see: 'What you should see',
  wrong: 'What can go wrong',
  provoke: 'Make it happen',
  calm: 'Take it back',
  steps: {
    pull: {
      onSite:
        'Several gigabytes come from Microsoft’s registry or your mirror: minutes to hours. Without a line, carry them in as a file.',
      see: 'A bar for each layer, speed and time left, then “On this host” beside each image.',
    },
    license: {
      onSite:
        'This is the one step that needs a line to Azure, and the resource’s endpoint and key. Do it before the line is cut.',
      see: 'A licence in each folder with its end date, and the run command on its card.',
    },
    run: {
      onSite: 'The real images need 8 GB and more, and take a minute or two until they are ready. No key, no internet.',
      see: 'Helper first, then the feature, each “Ready”; then “Serving” with a port.',
    },
    analyse: {
      onSite: 'Take a document of your own: what counts is whether it reads yours.',
      see: 'The page with boxes, fields with their confidence, and the words beside.',
    },
    usage: {
      onSite: 'The meters are kept in the output folder. Each page counts on the feature’s meter and on its helper’s.',
      see: 'Pages by month and meter, going up with each analysis.',
    },
  },
  failures: {
    'pull-broken-off': {
      title: 'The line breaks in mid-pull',
      how: 'The next pull ends half-way. What has arrived stays; pull again.',
      waits: 'Waiting: press “Pull” and see.',
      not: 'All images are here already.',
    },
    'key-refused': {
      title: 'The key is refused',
      how: 'The next download is refused by Azure. Compare key and endpoint with the portal, and try again.',
      waits: 'Waiting: press “Download” and see.',
      not: 'The licences are here already.',
    },
    'licence-expired': {
      title: 'The licence ends',
      how: 'Pretends that the licences expired yesterday, so you can practise renewing. What runs keeps running until it is restarted.',
      waits: '',
      not: 'There is no licence yet.',
    },
    'port-taken': {
      title: 'Another program has the port',
      how: 'The start is refused. Choose the port that is proposed, or find the program.',
      waits: 'Waiting: press “Start” and see.',
      not: 'Stop the containers first.',
    },
    'killed-for-memory': {
      title: 'The containers run out of memory',
      how: 'They are killed. The restart policy may start them again; give them more memory if it happens often.',
      waits: '',
      not: 'Nothing runs yet.',
    },
  },
} as const;

export const steps = { pull: 'Pull', license: 'Licence', run: 'Run', analyse: 'Analyse', usage: 'Usage' } as const;

export const stepStates = { done: 'done', current: 'next', todo: 'not done yet', attention: 'needs you' } as const;

export const phaseStates = { todo: 'not started', running: 'running', done: 'done', failed: 'failed' } as const;

export const serving = {
  serving: 'Serving',
  starting: 'Starting',
  'needs-you': 'Needs you',
  stopped: 'Stopped',
  failed: 'Failed',
  'not-set-up': 'Not set up yet',
} as const;

export const licence = {
  days: (days: number) =>
    days < 0 ? 'licence ended' : days === 0 ? 'licence ends today' : days === 1 ? '1 day left' : `${days} days left`,
  unknown: 'licence end not known',
  unknownShort: 'end not known',
  more: (others: number) => `, and ${others} more`,
  /** In the window's title. */
  windowTitle: (badge: string) => `Drydock – ${badge}`,
  badge: (name: string, days: number) =>
    days < 0
      ? `${name}: licence ended`
      : days === 0
        ? `${name}: licence ends today`
        : `${name}: licence ends in ${days === 1 ? '1 day' : `${days} days`}`,
} as const;

export const phases = {
  check: 'Check images, licences and folders',
  network: 'Make the sealed network',
  gate: 'Start the gate, which publishes the port',
  create: 'Create the container',
  start: 'Start the container',
  ready: 'Wait until it is ready',
  stop: 'Stop the container',
  remove: 'Remove the container',
  'remove-network': 'Remove the private network',
  'licence-check': 'Check folder and credentials',
  'licence-download': 'Download the licence',
  'licence-take': 'Take the files over',
  'licence-template': 'Keep the run template',
  'clean-up': 'Take the container away',
  'licence-copy': 'Copy the licence into a folder of its own',
  'renewal-check': 'Check the renewal’s progress',
  'switch-port': 'Move the port to the new containers',
  'renewal-keep': 'Keep the new set as this deployment’s',
  'renewal-stop-old': 'Stop the old containers',
  'renewal-serve-old': 'Let the old licence serve again',
  'evidence-read': 'Read the history',
  'evidence-draw': 'Write the report',
  'evidence-write': 'Save the file',
  'document-check': 'Check the document',
  'document-send': 'Send it to the container',
  'document-wait': 'The container reads it',
  'document-result': 'Read the answer',
} as const;
