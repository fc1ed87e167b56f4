import { formatClock, formatDay } from '../../rules/format.ts';
import { tasks } from './tasks.ts';

/** Jobs of several steps that were interrupted, and what Drydock did about each by itself. */
export const interrupted = {
  title: 'Interrupted',
  row: (task: keyof typeof ends, name: string, begunAt: string) =>
    `“${tasks.titles[task]}” of ${name} from ${formatDay(begunAt)}, ${formatClock(begunAt)}, was interrupted.`,
  waiting: 'Drydock takes it up when it finds the engine that it was begun on.',
  running: 'Drydock takes it up now.',
  failed: 'Drydock could neither finish it nor take it back; Tasks says why. It tries again at its next start.',
  ends: (task: keyof typeof ends, end: 'finished' | 'taken-back') => ends[task][end],
  tryAgain: 'Try again',
  tryAgainFor: (name: string) => `Try again for ${name}`,
  dismiss: 'Dismiss',
  dismissFor: (name: string) => `Dismiss for ${name}`,
} as const;

const ends = {
  'deployments.start': {
    finished: 'Finished: all its containers were started.',
    'taken-back': 'Taken back: what it had made was removed. Start it when you want it to run.',
  },
  'renewal.switch': {
    finished: 'Finished: the new licence serves.',
    'taken-back': 'Taken back: the old licence serves. Switch over when you want to.',
  },
  'renewal.replace': {
    finished: 'Finished: the new licence serves.',
    'taken-back': 'Taken back: the old licence is in use as before. Replace it when you want to.',
  },
  'renewal.finish': {
    finished: 'Finished: the old containers are gone.',
    'taken-back': 'Taken back: the old containers are still there.',
  },
  'renewal.undo': {
    finished: 'Finished: the old licence is in use as before.',
    'taken-back': 'Taken back: the new licence serves.',
  },
} as const;
