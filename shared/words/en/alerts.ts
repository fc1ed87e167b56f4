import type { AlertKind, AlertOf } from '../../domain/alert.ts';
import type { ImageId } from '../../domain/catalogue.ts';
import type { AlertPlace } from '../../rules/alerts/place.ts';
import { formatBytes, formatDay, formatDuration } from '../../rules/format.ts';
import { images } from './names.ts';

/** The names that alerts are told with. */
export interface AlertNames {
  readonly deployment: (id: string) => string;
  readonly commitment: (id: string) => string;
}

export interface AlertText {
  readonly what: string;
  readonly means: string;
  readonly next: string;
}

type AlertWords = { readonly [K in AlertKind]: (alert: AlertOf<K>, names: AlertNames) => AlertText };

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const listed = new Intl.ListFormat('en', { type: 'conjunction' });

const licencesFor = (of: readonly ImageId[]): string =>
  `The ${of.length === 1 ? 'licence' : 'licences'} for ${listed.format(of.map((image) => images[image].name))}`;

type NotServing = Readonly<
  Record<AlertOf<'not-serving'>['why'], (image: string, code: number | null, times: number | null) => AlertText>
>;

const notServing: NotServing = {
  ended: (image, code) => ({
    what: `The ${image} container ended${code === null ? '' : ` (exit code ${code})`}`,
    means: 'It was not stopped in Drydock. Documents sent to it are refused.',
    next: 'Look at its log on the Run page and start it again. If you ended it yourself, press Stop there.',
  }),
  memory: (image) => ({
    what: `The ${image} container ran out of memory`,
    means: 'The engine ended it. Documents sent to it are refused.',
    next: 'Give it more memory on the Run page and start it again.',
  }),
  'again-and-again': (image, code, times) => ({
    what: `The ${image} container ends again and again`,
    means: `It ended ${times ?? 'many'} times in the last 15 minutes${code === null ? '' : `, last with exit code ${code}`}. The engine starts it again each time; documents sent to it meanwhile are refused or lost.`,
    next: 'Look at its log on the Run page. If it needs more memory, give it more there; otherwise stop it.',
  }),
  gone: (image) => ({
    what: `The ${image} container is gone`,
    means: 'It was not removed in Drydock. Documents sent to it are refused.',
    next: 'Start it again on the Run page. If you removed it yourself, press Remove there.',
  }),
  'not-ready': (image) => ({
    what: `${image} runs and is not ready`,
    means: 'It does not answer as it should. Documents sent to it may wait or be refused.',
    next: 'Look at its log on the Run page; restart it if nothing moves there.',
  }),
  engine: () => ({
    what: 'The container engine does not answer',
    means: 'Whether the containers serve is not known.',
    next: 'See on the Host page where the engine was looked for, and start it.',
  }),
};

const drops: Readonly<Record<AlertOf<'meter-dropped'>['why'], string>> = {
  'another-output-folder': 'The container writes to another output folder since',
  'another-container': 'Another container reports since',
  unknown: 'Why is not known; records may be missing from the output folder',
};

export const alertTexts: AlertWords = {
  'not-serving': ({ image, deploymentId, why, exitCode, times }, names) => {
    const { what, ...rest } = notServing[why](images[image].name, exitCode, times);
    return { what: `${what}: ${names.deployment(deploymentId)}`, ...rest };
  },
  'licence-ended': ({ images: of, deploymentId, endsAt }, names) => ({
    what: `${licencesFor(of)} ended: ${names.deployment(deploymentId)}`,
    means: `${of.length === 1 ? 'It ended' : 'The first ended'} on ${formatDay(endsAt)} (UTC). A container does not start again without a new one.`,
    next: 'Renew: download the new licence on a connected host, or import its folder.',
  }),
  'licence-ending': ({ images: of, deploymentId, endsAt, daysLeft }, names) => ({
    what: `${licencesFor(of)} ${of.length === 1 ? 'ends' : 'end'} ${daysLeft < 1 ? 'today' : `in ${days(daysLeft)}`}: ${names.deployment(deploymentId)}`,
    means: `From ${formatDay(endsAt)} (UTC) on, containers do not start any more.`,
    next: 'Renew while the old one still serves. An approval can take up to ten working days.',
  }),
  'commitment-used-up': ({ commitmentId }, names) => ({
    what: `“${names.commitment(commitmentId)}” is used up`,
    means: 'What is used from now on comes on top, at the overage price where one was agreed.',
    next: 'Buy more units for the rest of the term, or slow down. The Usage page shows what it costs.',
  }),
  'commitment-forecast': ({ commitmentId, runsOutOn }, names) => ({
    what: `“${names.commitment(commitmentId)}” will not last`,
    means: `At the pace so far it is used up around ${formatDay(runsOutOn)}, before its term ends.`,
    next: 'See the forecast and its band on the Usage page; more units can be bought pro rata.',
  }),
  'commitment-ending': ({ commitmentId, daysLeft, endsOn }, names) => ({
    what: `“${names.commitment(commitmentId)}” ${daysLeft === 0 ? 'has ended' : daysLeft === 1 ? 'ends today' : `ends in ${days(daysLeft)}`}`,
    means: `Its last day is ${formatDay(endsOn)} (UTC), and no commitment follows it.`,
    next: 'Enter the next one on the Usage page, or renew the plan. Automatic renewal is set in Azure.',
  }),
  'folder-filling': ({ deploymentId, folder, freeBytes, daysLeft }, names) => ({
    what: `The disk of an output folder is filling up: ${names.deployment(deploymentId)}`,
    means: `${formatBytes(freeBytes)} are free below ${folder}${daysLeft === null ? '' : `; as it goes, ${daysLeft < 1 ? 'for less than a day' : `for about ${days(daysLeft)}`}`}. On a full disk no usage is recorded.`,
    next: 'Free some space on that disk. Do not delete usage records: they are billing evidence.',
  }),
  'readings-missing': ({ image, deploymentId }, names) => ({
    what: `No usage reading of ${images[image].name} for a day: ${names.deployment(deploymentId)}`,
    means: 'What it counts meanwhile shows up with the next reading, but not on which day.',
    next: 'Open the Usage page and read again; look at the container if it does not answer.',
  }),
  'meter-dropped': ({ image, meters, deploymentId, why }, names) => ({
    what: `${meters.length === 1 ? 'A meter' : `${meters.length} meters`} of ${images[image].name} started again from zero: ${names.deployment(deploymentId)}`,
    means: `${meters.length === 1 ? `${meters[0]}: ${drops[why]}` : drops[why]}. What was counted before stays counted, nothing counts twice.`,
    next: 'Keep the old output folder: it is billing evidence. The Usage page shows both readings.',
  }),
  'clock-jumped': ({ seconds }) => ({
    what: `This computer’s clock jumped ${seconds < 0 ? 'back' : 'ahead'} by ${formatDuration(Math.abs(seconds) * 1000)}`,
    means: 'Containers decide by this clock whether a licence has ended, and months are counted by it.',
    next: 'Set the clock and find out what moved it, then say that you know of it.',
  }),
};

/** Where the button of an alert leads. */
const go: Readonly<Record<AlertPlace['page'], string>> = {
  run: 'Open Run',
  usage: 'Open Usage',
  renewal: 'Renew licence',
  host: 'Open Host',
  alerts: 'Open Alerts',
};

export const alerts = {
  title: 'Alerts',
  lead: 'What needs attention, most urgent first. Solved ones disappear.',
  texts: alertTexts,
  go,
  seen: 'I have seen it',
  knowOfJump: 'I know of it',
  severity: { bad: 'Hurts now', warn: 'Needs you' },
  since: (when: string) => `Since ${when}`,
  none: 'Nothing needs you',
  noneText: 'When one of these occurs, it is listed here and shown once on the desktop.',
  watchedTitle: 'What is watched',
  watched: [
    'Commitments: used up, running out before their term ends, ending with none after them',
    'Licences: 60, 30, 14, 7, 3 and 1 days before they end',
    'Containers that served and do not any more, unless you stopped them in Drydock',
    'The disks of output folders: under 2 GB free, or full within a month as it goes',
    'Usage readings that are missing for a day, and meters that started again from zero',
    'This computer’s clock',
  ],
  about: [
    'Drydock looks every minute while it is open. What it finds is made from what is true now; nothing is kept but which notifications were shown.',
    'In a rehearsal alerts are listed here and not shown on the desktop.',
  ],
  count: (count: number) => (count === 1 ? '1 alert' : `${count} alerts`),
  banner: (first: string, more: number) => (more === 0 ? `${first}.` : `${first}, and ${more} more.`),
  show: 'Show alerts',
} as const;
