import { formatDay } from '../../../rules/format.ts';
import { termTroubles } from '../commitment.ts';
import { instant as formatInstant } from './instant.ts';
import type { FailureWords } from './type.ts';

/** Between which days, the first or the last of them unknown. */
function sayMissing({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  if (from !== null && to !== null)
    return from === to ? `of ${formatDay(from)}` : `between ${formatDay(from)} and ${formatDay(to)}`;
  if (from !== null) return `after ${formatDay(from)}`;
  return to === null ? 'of all days' : `before ${formatDay(to)}`;
}

export const usageFailures = {
  'evidence.no-readings': ({ from, to }) => ({
    said: `There is no usage reading from ${formatDay(from)} to ${formatDay(to)}.`,
    next: 'Choose a period in which containers were read; the Usage page shows when that was.',
  }),
  'commitment.name-taken': ({ name }) => ({
    said: `There is already a commitment called “${name}”.`,
    next: 'Choose another name, for example with the year.',
  }),
  'commitment.unusable': ({ name, trouble }) => ({
    said: `“${name}” was not kept: ${termTroubles[trouble]}`,
    next: 'Correct it and save again.',
  }),
  'usage.history-unreadable': ({ setAside }) => ({
    said: 'The kept usage numbers could not be read.',
    next: `They were set aside as ${setAside}. Usage is collected again from the containers.`,
  }),
  'usage.history-recovered': ({ setAside, readings, fromCopy, copyAt, missing }) => ({
    said: `The kept usage numbers were damaged. ${readings} readings were saved${
      copyAt === null ? '' : `, ${fromCopy} of them from the copy of ${formatInstant(copyAt)}`
    }. ${missing.length === 0 ? 'None is missing.' : `Readings are missing ${missing.map(sayMissing).join(', ')}.`}`,
    next: `The damaged file was set aside as ${setAside}. Have the disk checked. Settings list the copies of the usage history.`,
  }),
  'usage.history-gone': ({ copyAt }) => ({
    said: 'The file of the usage history is gone: it was deleted or replaced. Usage is kept in what is there now.',
    next:
      copyAt === null
        ? 'No copy of it could be saved. Check who or what removes files from Drydock’s data folder.'
        : `A copy of ${formatInstant(copyAt)} can be put back on the Settings page; it lacks what was read since. Check who or what removes files from Drydock’s data folder.`,
  }),
  'usage.history-not-ours': ({ why, setAside, copyAt }) => ({
    said:
      why === 'newer'
        ? 'The usage history was written by a later version of Drydock.'
        : 'The file of the usage history is another program’s database.',
    next: `It was set aside as ${setAside}, unchanged, and a new history began.${
      why === 'newer' ? ' The later version reads it again under its old name.' : ''
    }${copyAt === null ? '' : ` The copy of ${formatInstant(copyAt)} can be put back on the Settings page; it lacks what was read since.`}`,
  }),
  'usage.history-unusable': ({ path }) => ({
    said: 'The usage history cannot be read or written.',
    next: `Check that the disk is not full and that ${path} can be written. It is tried again with the next reading.`,
  }),
} satisfies Partial<FailureWords>;
