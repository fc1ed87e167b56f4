import type { Tone } from '../ui/tone.tsx';
import type { Serving } from './steps.ts';

/** The one colour of each state; the word comes from the catalogue. */
export const toneOf: Readonly<Record<Serving, Tone>> = {
  serving: 'good',
  starting: 'busy',
  'needs-you': 'warn',
  stopped: 'quiet',
  failed: 'bad',
  'not-set-up': 'quiet',
};
