import { constants } from 'node:os';
import { Refusal } from './answers.ts';

/** A signal as the API lets it be named: `SIGTERM`, `TERM` or `15`. Fails with 400 where there is none of that name. */
export function signalNamed(text: string): NodeJS.Signals {
  const known = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const upper = text.toUpperCase();
  const found = known.find(([name, number]) => name === upper || name === `SIG${upper}` || String(number) === text);
  if (!found) throw new Refusal(400, `Invalid signal: ${text}`);
  return found[0];
}
