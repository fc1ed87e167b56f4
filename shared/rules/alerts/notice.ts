import type { Alert } from '../../domain/alert.ts';
import type { Commitment } from '../../domain/commitment.ts';
import type { AlertNames, AlertText } from '../../words/en/alerts.ts';
import type { Words } from '../../words/languages.ts';
import { addressOf, placeOf } from './place.ts';

/** A message on the desktop; pressing it opens the window at `address`. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly address: string;
}

/** More than so many at once are shown as one message. */
const MOST_AT_ONCE = 3;
/** Of which so many are named: a desktop shows a few lines. */
const MOST_NAMED = 10;

/** What is said of an alert. */
export function textOf(alert: Alert, words: Words['alerts'], names: AlertNames): AlertText {
  // Each kind has words of its own for its own facts; which of them belong together, the compiler cannot follow.
  const say = words.texts[alert.kind] as (alert: Alert, names: AlertNames) => AlertText;
  return say(alert, names);
}

/** The messages for alerts that are new: one for each, or one for all where they are many. */
export function noticesFor(
  alerts: readonly Alert[],
  words: Words['alerts'],
  names: AlertNames,
  commitments: readonly Commitment[],
): readonly Notice[] {
  const notices = alerts.map((alert) => {
    const { what, means } = textOf(alert, words, names);
    return { title: what, body: means, address: addressOf(placeOf(alert, commitments)) };
  });
  if (notices.length <= MOST_AT_ONCE) return notices;
  const titles = notices.slice(0, MOST_NAMED).map(({ title }) => title);
  const body = [...titles, ...(notices.length > MOST_NAMED ? ['…'] : [])].join('\n');
  return [{ title: words.count(notices.length), body, address: '/alerts' }];
}
