import type { Batch } from '#shared/domain/batch.ts';
import type { Tone } from '../ui/tone.tsx';

/** A batch that was interrupted needs someone to go on; all else says itself. */
export const stateTone: Readonly<Record<Batch['state'], Tone>> = {
  running: 'busy',
  paused: 'warn',
  interrupted: 'warn',
  finished: 'quiet',
};
