import { bytesOf, formsOf } from './forms.ts';

/**
 * Looks for a secret in a file that comes in chunks, in every form in which programs write one by themselves, its bare
 * bytes included. Answers whether it was seen so far.
 */
export function createSecretFinder(secret: string): (chunk: Uint8Array) => boolean {
  const wanted = [...formsOf(secret).map((form) => Buffer.from(form)), ...bytesOf(secret)];
  const longest = Math.max(...wanted.map(({ length }) => length));
  let rest = Buffer.alloc(0);
  let found = false;
  return (chunk) => {
    if (found) return true;
    const whole = Buffer.concat([rest, chunk]);
    found = wanted.some((form) => whole.includes(form));
    rest = whole.subarray(Math.max(0, whole.length - longest + 1));
    return found;
  };
}
