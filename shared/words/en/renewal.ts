import type { SideBySide } from '../../domain/renewal.ts';
import { formatDuration } from '../../rules/format.ts';

/** Why a second set cannot run beside the first; also the words of the failure. */
export const sideBySide: Readonly<Record<Exclude<SideBySide, 'possible'>, string>> = {
  'not-running': 'Nothing serves at the moment, so new containers have nothing to run beside.',
  'started-before': 'An earlier version of Drydock started these containers, and they hold the port themselves.',
};

export const renewal = {
  title: 'Renewal',
  lead: 'New licences beside the old ones. The old ones serve until the new ones do, and every step but the last can be undone.',
  sideBySide,
  stages: {
    none: 'Not begun',
    licence: 'New licence is here',
    trial: 'New containers are being tried',
    switched: 'New licence serves',
    leftovers: 'Old containers are left',
  },
  brokenOff: 'Broke off in the middle',
  doing: {
    'renewal.fetch': 'Fetching the new licence',
    'renewal.import': 'Copying the new licence',
    'renewal.startTrial': 'Starting the new containers',
    'renewal.sample': 'Sending the sample',
    'renewal.switch': 'Switching over',
    'renewal.replace': 'Replacing the containers',
    'renewal.finish': 'Removing the old containers',
    'renewal.undo': 'Undoing the renewal',
  },
  serving: {
    old: (port: number) => `The old licence serves on port ${port}.`,
    new: (port: number) => `The new licence serves on port ${port}.`,
    nobody: (port: number) => `Nobody answers on port ${port}.`,
  },
  nothingRuns: 'Nothing runs at the moment.',
  servingNow: (port: number) => `The present licence serves on port ${port}.`,
  finished: 'The renewal is done. The old licence is kept where it was, see below.',
  nobodyTitle: 'A switch broke off in the middle',
  nobodyText: 'The old containers have let go of the port and the new ones do not have it yet. Switch over, or undo.',
  steps: {
    licence: 'New licence',
    trial: 'Try it beside the old one',
    switch: 'Switch over',
    finish: 'Remove the old containers',
  },
  stepStates: { done: 'done', current: 'now', todo: 'later' },
  part: 'Container',
  presentEnds: 'Licence ends',
  oldEnds: 'Old licence ends',
  newEnds: 'New licence ends',
  unknown: 'Not known',
  keeps: 'Not renewed yet',
  from: { download: 'downloaded', folder: 'from a folder' },
  which: 'Which licences to renew',
  gain: (days: number) => (days === 1 ? '1 day more' : `${days} days more`),
  ways: 'Where the new licence comes from',
  download: 'Download',
  downloadText: 'On a computer that reaches Azure, with the endpoint and key kept on the Licence page.',
  noCredentials:
    'Endpoint and key are not kept here. Enter them on the Licence page, or take the licence from a folder.',
  toLicence: 'Licence page',
  folder: 'From a folder',
  folderText:
    'On a computer without internet access: download the licences on one that has it, with the same images, copy the folders and choose them here.',
  folderOf: (name: string) => `Folder with the new licence of ${name}`,
  folderHint: 'It is copied; the folder itself is left as it is',
  take: 'Take it over',
  accept: 'I have read and accept the licence terms',
  fetch: (count: number) => (count === 1 ? 'Download new licence' : `Download ${count} new licences`),
  besideText:
    'The new containers start on the same sealed network, behind another port of this computer. The old ones go on serving meanwhile.',
  ownOutput:
    'They write their usage records into an output folder of their own: two containers that run at once never share one.',
  memory: (both: string, host: string) => `Both sets together may take ${both} of memory; this host has ${host}.`,
  tooMuch:
    'That is more than there is. Under load a container of either set may be stopped for memory. A short stop needs no second set.',
  startTrial: 'Start beside the old one',
  startAgain: 'Start them again',
  shortStop: 'Renew with a short stop',
  shortStopTitle: 'Renew with a short stop?',
  shortStopText: (port: number) =>
    `The old containers are stopped, then the new ones start on port ${port}. Until they are ready nobody answers: with the vendor’s images often a minute or two. If they do not get ready, the old ones start again.`,
  shortStopNow: 'Stop and replace',
  shortStopHint: 'Needs no second set, and interrupts the service until the new containers are ready.',
  notRunning: 'Nothing runs at the moment. The new containers start with the new licence.',
  startNew: 'Start with the new licence',
  notWhole: 'Not every new container runs. Start them again, or undo.',
  tryAt: (address: string) => `They answer at ${address}, on this computer alone.`,
  copyAddress: 'Copy the address',
  ready: 'Ready',
  notReady: 'Not ready',
  missing: 'Not there',
  notYet: 'Not yet',
  refused: 'Not running',
  sample: 'Send a sample document',
  sampleHint: 'It counts on the new containers’ meters like any other document.',
  sampleDone: (name: string, pages: number, time: string) =>
    `${name} was read: ${pages === 1 ? '1 page' : `${pages} pages`} in ${time}.`,
  switchText: (port: number) =>
    `Port ${port} moves to the new containers, which already run. No request fails: what is sent at that moment waits. Documents that the old containers have are read there, and their results can be fetched until the old containers are removed.`,
  switch: 'Switch over',
  switched: (time: string) => `The port moved in ${time}.`,
  finishText:
    'The old containers are still there, so an undo is quick. Once documents are read as they should be, remove them. After that there is no way back.',
  finish: 'Remove the old containers',
  leftoversText: (names: string) => `The renewal is over, and these containers of before are still there: ${names}.`,
  undo: 'Undo the renewal',
  undoTitle: 'Undo the renewal?',
  undoText: {
    licence: 'The new licence is set aside in its folder. The old one keeps serving.',
    trial: 'The new containers are removed and the new licence is set aside. The old one stays in use.',
    switched:
      'The port moves back to the old containers, the new ones are removed and the new licence is set aside. Documents that the new containers are still reading are lost: send them again.',
  },
  undoNow: 'Undo',
  undone: (folders: string) => `The renewal was undone. The new licence was set aside: ${folders}`,
  keptTitle: 'Earlier licences',
  keptText: 'Kept in these folders. Drydock never deletes them; remove them when you are sure.',
  setAside: 'set aside when a renewal was undone',
  keptEnds: (day: string) => `ends ${day}`,
  showTemplate: (name: string) => `Show the run template of ${name}`,
  hideTemplate: 'Hide run template',
  template: 'Run template',
  openFolder: (name: string) => `Open the folder of ${name}`,
  open: 'Open',
  why: {
    accept: 'Accept the licence terms first.',
    credentials: 'Enter endpoint and key first, or choose a folder.',
    choose: 'Choose at least one licence.',
    notReady: 'Waiting until the new containers are ready.',
  },
  showLog: 'Show log',
  hideLog: 'Hide log',
  log: 'Log of this step',
  noLog: 'No lines.',
  aside: [
    'A renewal never touches the licence that serves. The new one is in a dated folder beside it.',
    'A second set of containers proves that the new licence works before anything is switched. Then the port moves from one running container to the other.',
    'Its progress is read from folders and containers, so you can close Drydock in the middle and continue later.',
    'Licences belong to an image build. If you pulled a newer image, fetch new licences on both sides.',
  ],
} as const;

/** About this computer's clock. */
export const clock = {
  size: (seconds: number) =>
    seconds >= 2 * 86_400 ? `${Math.round(seconds / 86_400)} days` : formatDuration(seconds * 1000),
  title: (forward: boolean, time: string) =>
    forward ? `This computer’s clock jumped forward by ${time}` : `This computer’s clock was set back by ${time}`,
  at: (day: string, time: string) => `Noticed on ${day} at ${time} UTC.`,
  means: {
    back: 'A clock that was set back can make a licence look valid that has ended. Containers may go on, and stop all at once when the clock is right again.',
    forward:
      'A clock that was set forward makes a licence end early. If this computer slept as a paused virtual machine, this is no more than catching up.',
  },
  next: 'Check date and time of this computer. Days left are counted by it.',
  dismiss: 'I have checked it',
} as const;
