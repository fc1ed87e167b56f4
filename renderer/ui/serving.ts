import type { Serving } from '#shared/rules/steps.ts';
import type { Tone } from './tone.tsx';

/** The one colour of each state; the word comes from the catalogue. */
export const toneOf: Readonly<Record<Serving, Tone>> = {
  serving: 'good',
  starting: 'busy',
  'needs-you': 'warn',
  stopped: 'quiet',
  failed: 'bad',
  'not-set-up': 'quiet',
};
