import { formatClock, formatCount, formatDay } from '../../rules/format.ts';

/** `27 November 2026, 11:20:31`. */
const instant = (at: string): string => `${formatDay(at)}, ${formatClock(at)}`;

/** Copies of the settings. */
export const copies = {
  title: 'Copies of the settings',
  lead: 'Drydock copies its settings at each change: the last ten states, and the last one of each of ten days. A copy brings back deployments, what was bought and preferences. The engine and other images than the vendor’s are confirmed anew. Containers, licences and secrets are not part of it.',
  none: 'There is no copy yet. The next change makes one.',
  current: 'as now',
  instant,
  holds: (deployments: readonly string[], commitments: number) =>
    `${deployments.length === 0 ? 'No deployment' : some(deployments)}${
      commitments === 0 ? '' : commitments === 1 ? '; 1 commitment' : `; ${formatCount(commitments)} commitments`
    }`,
  restore: 'Restore',
  restoreOf: (at: string) => `Restore the copy of ${instant(at)}`,
  history: {
    title: 'Copies of the usage history',
    lead: 'Drydock copies the usage history once a day and checks each copy. A copy lacks what was read and sent after it. Restoring one sets the present history aside.',
    none: 'There is no copy yet. One is made each day, once there are readings.',
    restoreOf: (at: string) => `Restore the usage history of ${instant(at)}`,
    kept: 'Daily copies kept',
    keptHint: 'The next copy removes older ones',
  },
  offer: {
    title: 'Restore the settings',
    why: {
      damaged: 'The settings file was damaged.',
      'in-part': 'A part of the settings file could not be read.',
      missing: 'The settings file is gone.',
      newer: 'The settings file is from a later version of Drydock.',
    },
    newest: (at: string) => `The newest copy is of ${instant(at)}.`,
    holds: (what: string) => `It has: ${what}.`,
    lacksNothing: 'It has every deployment that the engine and the usage history know.',
    lacksOnEngine: (ids: readonly string[]) => `Not in it, but with containers on the engine: ${some(ids)}.`,
    lacksInHistory: (ids: readonly string[]) => `Not in it, but in the usage history: ${some(ids)}.`,
    engineNotAsked: 'The engine could not be asked for others.',
    historyNotAsked: 'The usage history could not be asked for others.',
    take: 'Restore this copy',
    decline: 'Go on without it',
    others: 'Other copies are listed under Settings.',
  },
} as const;

const SHOWN = 6;

/** `Layout, Invoice and 4,998 more`. */
function some(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more <= 0 ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} and ${formatCount(more)} more`;
}
