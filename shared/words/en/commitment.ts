import type { TermTrouble } from '../../usage/terms.ts';

/** What is wrong with an entered commitment, as a sentence. */
export const termTroubles: Readonly<Record<TermTrouble, string>> = {
  'no-such-day': 'The calendar does not have that day.',
  'ends-before-start': 'The term ends before it begins.',
  'too-long': 'The term is longer than ten years.',
  'no-quantity': 'The quantity is zero.',
};

export const commitmentRules = {
  troubles: termTroubles,
  /** `other` is the name of another commitment; days as they are written for people. */
  overlap: (other: string, from: string, to: string, pays: 'this' | 'other') =>
    `${from === to ? from : `${from} to ${to}`} is covered by “${other}” too. Use of these days counts on ${
      pays === 'this' ? 'this one, because it begins' : `“${other}”, because it begins`
    } first; it is counted once.`,
} as const;
