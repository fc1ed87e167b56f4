import { formatDay } from '../../../rules/format.ts';
import { termTroubles } from '../commitment.ts';
import type { FailureWords } from './type.ts';

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
  'usage.history-unusable': ({ path }) => ({
    said: 'The usage history cannot be read or written.',
    next: `Check that the disk is not full and that ${path} can be written. It is tried again with the next reading.`,
  }),
} satisfies Partial<FailureWords>;
