export const license = {
  title: 'Licence',
  lead: 'One licence for each container, downloaded once with your resource’s endpoint and key.',
  downloading: 'Downloading',
  allValid: 'Licensed',
  missing: (count: number) => (count === 1 ? '1 licence missing' : `${count} licences missing`),
  download: (count: number) => (count <= 1 ? 'Download licence' : `Download ${count} licences`),
  toRun: 'Continue to run',
  why: (has: { pulled: boolean; accepted: boolean; credentials: boolean; editing: boolean }) =>
    !has.pulled
      ? 'Pull the images first.'
      : !has.credentials
        ? 'Enter endpoint and key first.'
        : has.editing
          ? 'Use or discard the changed folders first.'
          : !has.accepted
            ? 'Accept the terms first.'
            : '',
  question: {
    yours: 'Your decision',
    quietTitle: (name: string) => `The download of ${name} is quiet`,
    doubtTitle: (name: string) => `Is the licence of ${name} complete?`,
    quiet: (at: string) =>
      `The container has neither printed nor written anything since ${at}, and has not ended. It may still be downloading, or it may be done and simply stay on.`,
    exit: (code: number) =>
      `The container ended with exit code ${code}. That means a failure, so its files may be only a part of the licence.`,
    refused: 'Drydock did not take these:',
    why: {
      link: 'a link, which may lead anywhere',
      device: 'not a regular file',
      'set-id': 'a program that runs with another account’s rights',
      name: 'a name that cannot be shown or kept, or that Drydock uses itself',
    },
    files: (names: string) => `The files are ${names}.`,
    noFiles: 'No other file is there.',
    wait: 'Go on waiting',
    take: 'Take what is there',
    stop: 'Take nothing',
  },
  brokenOff: {
    title: 'A download was broken off',
    taken: (name: string, at: string) =>
      `Drydock ended unexpectedly while it put the licence for ${name} into its folder. At ${at} the next start finished that: the new licence is there, the earlier one set aside.`,
    row: (name: string, started: string | null, ended: string) =>
      started === null
        ? `Drydock ended unexpectedly in the download for ${name}. Its container had not been started; it is removed now.`
        : `Drydock ended unexpectedly in the download for ${name}. Its container ran from ${started} to ${ended}, and is removed now.`,
    key: 'No licence was taken. The container had the key in its arguments all that time: every account on the engine’s computer could read it while the container ran. Where that matters, regenerate the key in the Azure portal.',
  },
  progress: 'Download',
  keeps: 'After a cancel the licence folder is as it was.',
  showLog: 'Show log',
  hideLog: 'Hide log',
  log: 'Log of the licence container',
  noLog: 'The container has not written anything yet.',
  resource: (name: string) => `${name} resource`,
  kept: { keychain: 'In the keychain', session: 'This session only' },
  keptUnknown: 'Keychain not read',
  keptText: (names: string, cloud: string) =>
    `Endpoint and key are stored and used for ${names}. ${cloud} They are not shown again.`,
  clouds: {
    public: 'The endpoint is in the Azure public cloud.',
    'us-government': 'The endpoint is in Azure US Government.',
    china: 'The endpoint is in Azure China.',
    other: 'The endpoint is not one of Azure’s known host names.',
  },
  replace: 'Replace',
  forget: 'Forget',
  credentialsFor: (names: string) => `Used to download the licence of ${names}, and for nothing else.`,
  endpoint: 'Endpoint',
  endpointHint: 'From the resource’s Keys and Endpoint page',
  endpointCloud: {
    public: 'Azure public cloud',
    'us-government': 'Azure US Government',
    china: 'Azure China',
    other: 'Not one of Azure’s known host names. It is taken as it is; check it once more.',
  },
  endpointWrong: {
    'not-https': 'It has to begin with https://',
    malformed: 'This is not an endpoint address.',
  },
  key: 'Key',
  keyHint: 'KEY 1 or KEY 2 of the same page',
  keyWrong: 'A key has 32 characters (0–9, a–f), or 84 letters and digits. Copy KEY 1 from the portal.',
  keyUnusual: 'An unusual shape for a key. It is taken as it is; check it once more.',
  keepInKeychain: 'Keep in keychain',
  keepForSession: 'Keep for this session',
  folders: 'Licence folders',
  folderOf: (name: string) => `Licence folder of ${name}`,
  folderAsked: 'Drydock asks you before it uses this folder',
  folderWillBeMade: 'Will be made',
  folderThere: 'There and ready',
  folderNotWritable: 'This folder cannot be written to.',
  saveFolders: 'Use these folders',
  discard: 'Discard',
  terms: 'Licence terms',
  termsText: [
    'The containers are Microsoft’s, and Microsoft’s terms apply to them: the agreement under which you bought Azure, and the terms of the container images.',
    'Accepting here is passed to each container as eula=accept. Without it a container does not start.',
  ],
  termsAddress: 'https://go.microsoft.com/fwlink/?linkid=2018657',
  accept: 'I have read and accept the licence terms',
  licenceFor: (name: string) => `Licence for ${name}`,
  unreadable: 'Folder cannot be read',
  /** Files are there, and nothing tells that they are a licence. */
  unknownFiles: 'Not known to be a licence',
  endUnknown: 'End not known',
  endUnknownText: 'Neither the files nor the container say it. Enter it to be reminded in time.',
  until: 'Ends',
  endsAt: (day: string, time: string, local: string) => `${day} at ${time} UTC, your time ${local}`,
  endsSource: {
    files: 'The licence’s files say so.',
    service: 'The running container says so.',
    operator: 'You entered it. It holds until these files are replaced.',
  },
  enterEnd: 'Enter the end',
  changeEnd: 'Change the entered end',
  endDay: 'Ends on',
  endTime: 'Time (UTC)',
  endHint: 'From the Azure portal or the order. Plans end by UTC.',
  keepEnd: 'Keep this end',
  forgetEnd: 'Forget it',
  renew: 'Renew…',
  renewTitle: 'Renew without a gap',
  renewText: {
    soon: 'Fetch a new licence beside this one, try it, then switch over. Approvals can take up to ten working days.',
    under: 'A renewal is under way.',
  },
  toRenewal: 'Renew the licence',
  goOn: 'Go on with the renewal',
  madeFor: 'Made for',
  where: 'Folder',
  files: 'Files',
  showTemplate: 'Show run template',
  hideTemplate: 'Hide run template',
  openFolder: 'Open folder',
  again: 'Download again',
  printed: 'As printed',
  nothingPrinted: 'No template was kept with this licence.',
  copyRun: 'Copy the docker run lines',
  copyCompose: 'Copy the Compose file',
  aside: [
    'Drydock starts the container once with your endpoint and key. It asks Azure for a licence and writes it to the licence folder.',
    'The key is used once, for this download, and removed with the container. The disconnected run does not get it.',
    'A licence belongs to one image build: after pulling a newer image, download it again.',
  ],
} as const;
