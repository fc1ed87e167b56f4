import { limitsNotHeld } from './names.ts';

export const run = {
  title: 'Run',
  lead: 'Start the containers. They get no key and no way to the outside.',
  start: 'Start',
  strangers: (names: string) =>
    `Somebody else’s on this engine, with the same name as this deployment’s: ${names}. Drydock does not touch it.`,
  toAnalyse: 'Continue to analyse',
  doing: {
    'deployments.start': 'Starting',
    'deployments.stop': 'Stopping',
    'deployments.restart': 'Restarting',
    'deployments.remove': 'Removing',
  },
  notReady: 'Images or licences are missing. Finish the steps before this one first.',
  locked: 'A renewal is in progress. Until it is finished or undone these settings stay as they are.',
  toRenewal: 'Go to the renewal',
  together: (asked: string, has: string) =>
    `Together the containers may take ${asked}; this host has ${has}. Under load one of them may be stopped for memory.`,
  cpus: 'CPUs',
  memory: 'Memory',
  sizeHint: {
    fits: (recommended: string) => `${recommended} recommended`,
    'below-recommended': (recommended: string) => `${recommended} recommended; with less it is slower`,
    'below-minimum': (_recommended: string, minimum: string) =>
      `Below the vendor’s minimum of ${minimum}; it may be slow or stop`,
    'above-host': (_recommended: string, _minimum: string, host: string) => `More than this host has (${host})`,
  },
  output: 'Output folder',
  outputHint: 'Usage records go here. They are billing evidence: Drydock never deletes them.',
  service: 'Service',
  port: 'Port',
  portHint: 'Programs on this computer reach the service here',
  portTaken: (next: number) => `In use. ${next} is free.`,
  reach: 'Who may reach it',
  reaches: { 'this-computer': 'This computer', network: 'The network' },
  reachHint: {
    'this-computer': 'Only programs on this computer get in. Nothing gets out of the containers.',
    network: 'Other computers get in too. Nothing gets out of the containers.',
  },
  restart: 'Restart',
  restarts: { no: 'Never', 'on-failure': 'On failure', 'unless-stopped': 'Always' },
  restartHint: {
    no: 'Stays down until you start it',
    'on-failure': 'Starts again when it fails',
    'unless-stopped': 'Starts again after failures and reboots, until you stop it',
  },
  copyCommands: 'Copy the commands',
  seals: {
    sealed: 'Sealed',
    'host-reachable': 'Sealed, except for services of this computer',
    open: 'Not sealed',
  },
  sealHints: {
    sealed: 'Nothing gets out of the containers.',
    'host-reachable':
      'The containers cannot reach the network, but they can reach programs that listen on this computer.',
    open: 'The containers can reach whatever this computer can reach. Stop and start the deployment to seal it.',
  },
  licensed: (days: string) => `Licensed: ${days}`,
  licenceUnknown: 'Licensed; its end is not known',
  readAt: (clock: string) => `Read at ${clock}`,
  copyAddress: 'Copy the address',
  stop: 'Stop',
  restartNow: 'Restart',
  startAgain: 'Start again',
  remove: 'Remove',
  removeTitle: 'Remove the containers?',
  removeText: 'The containers and their network go. Licences, usage records and this deployment’s settings stay.',
  removeNow: 'Remove containers',
  readiness: {
    ready: 'Ready',
    'not-ready': 'Not ready yet',
    unreachable: 'Does not answer',
    'not-running': 'Not running',
  },
  paused: 'Paused',
  pausedNotice: {
    title: (names: readonly string[]) =>
      names.length === 1 ? `The container ${names[0]} is paused` : `The containers ${names.join(', ')} are paused`,
    text: 'Somebody paused it outside of Drydock. It takes documents and answers none until it goes on. What it has in hand is not lost.',
    resume: (count: number) => (count === 1 ? 'Let it go on' : 'Let them go on'),
  },
  noContainer: 'No container',
  noContainerText: 'It was removed outside of Drydock. Remove the rest, then start again.',
  containerFacts: (name: string, cpus: number | null, memory: string | null) =>
    [name, cpus === null ? null : cpus === 1 ? '1 CPU' : `${cpus} CPUs`, memory]
      .filter((part) => part !== null)
      .join(' · '),
  /** At least one of them is not held. */
  notHeld: ({ cpus, memory }: { readonly cpus: boolean; readonly memory: boolean }) =>
    `This engine does not hold limits of ${limitsNotHeld(cpus, memory)}: a container may take all that the host has.`,
  status: (word: string) => `says ${word}`,
  killedBefore:
    'It ended because it needed more memory than it was given, and was started again. Give it more to prevent that.',
  againAndAgain: (times: number, exitCode: number | null) =>
    `It ended ${times} times in the last 15 minutes${exitCode === null ? '' : `, last with exit code ${exitCode}`}; the engine starts it again each time. Its log below says why.`,
  killedForMemory: 'Stopped because it needed more memory than it was given. Remove, give it more, start again.',
  ended: (exitCode: number | null) =>
    `Ended${exitCode === null ? '' : ` with exit code ${exitCode}`}. Its log below says why.`,
  measuring: 'Measuring…',
  notMeasured: 'This engine does not measure what containers take.',
  cpuNow: 'CPU',
  memoryNow: 'Memory',
  percent: (value: number) => `${value} %`,
  ofLimit: (used: string, limit: string) => `${used} of ${limit}`,
  logs: 'Logs',
  log: 'Log',
  noLog: 'Nothing written yet.',
  nothingFound: 'No line with that.',
  searchLog: 'Search the log',
  saveLog: 'Save the log',
  save: 'Save…',
  aside: [
    'Helpers start first, then the feature, on a network of their own.',
    'It is published on this computer only, unless you say otherwise. The licence and output folders are mounted; the key is not part of this run.',
    'These are the exact commands:',
  ],
} as const;
