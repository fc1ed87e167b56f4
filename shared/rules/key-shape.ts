export type KeyVerdict = 'usual' | 'unusual' | 'empty' | 'malformed';

/** Shorter texts are slips of the hand: no Azure key has ever been this short. */
const SHORTEST = 16;

/**
 * Whether a text looks like a resource key: 32 hexadecimal digits, or 84 letters and digits of the newer kind. Another
 * shape is `unusual` and taken after a warning, because the vendor promises none; one with spaces or too short is not.
 */
export function checkKey(text: string): KeyVerdict {
  const key = text.trim();
  if (key === '') return 'empty';
  if (/\s/.test(key) || key.length < SHORTEST) return 'malformed';
  return /^[0-9a-f]{32}$/i.test(key) || /^[0-9a-z]{84}$/i.test(key) ? 'usual' : 'unusual';
}
