import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from '../files/errors.ts';

const milliseconds = z.coerce.number().int().min(0);

/** What a test can make the stand-in do. Every name is explained in `rehearsal/README.md`. */
export const Switches = z.strictObject({
  start: z.enum(['oom', 'expired-image', 'crash', 'hang']).optional(),
  listenAfterMs: milliseconds.optional(),
  readyAfterMs: milliseconds.optional(),
  exitAfterMs: milliseconds.optional(),
  download: z.enum(['keep-running', 'no-space', 'slow', 'hang', 'no-file', 'half-file', 'key-refused']).optional(),
  downloadMs: milliseconds.optional(),
  licenceDays: z.coerce.number().optional(),
  retryMs: milliseconds.optional(),
  analyze: z
    .enum([
      '500',
      '429',
      'busy-poll',
      'drop',
      'no-location',
      'foreign-location',
      'nonsense',
      'nonsense-status',
      'nonsense-result',
      'fail',
      'slow',
      'never',
      'forget',
      'oom',
      'exit',
    ])
    .optional(),
  notStartedMs: milliseconds.optional(),
  runningMs: milliseconds.optional(),
  slowMs: milliseconds.optional(),
  usage: z.enum(['nonsense', '500', 'not-recorded']).optional(),
  status: z.enum(['nonsense', '500']).optional(),
  maxPages: z.coerce.number().int().min(1).optional(),
});
export type Switches = z.infer<typeof Switches>;

export const switchFileName = 'rehearsal.switches.json';
const PREFIX = 'rehearsal_';
/** Environment entries of the same prefix that are not switches but say where and as what the process runs. */
const placement = new Set(['image_file', 'bind', 'port', 'switches_file']);

/** The switches given in the environment, as `REHEARSAL_READYAFTERMS=500`. Fails with a `ZodError` on an unknown one. */
export function switchesOfEnvironment(environment: Readonly<Record<string, string | undefined>>): Switches {
  const names = new Map(Object.keys(Switches.shape).map((name) => [name.toLowerCase(), name]));
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const lower = name.toLowerCase();
    if (!lower.startsWith(PREFIX) || value === undefined) continue;
    const rest = lower.slice(PREFIX.length);
    if (!placement.has(rest)) given[names.get(rest) ?? rest] = value;
  }
  return Switches.parse(given);
}

async function switchesOfFile(path: string): Promise<Switches> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
  return Switches.parse(JSON.parse(text));
}

/**
 * Reads the switches afresh, so that a test can throw one while the service runs: environment first, then the file in
 * the licence mount, then the one in the output mount; a later one wins.
 *
 * Fails if a file is there but says something the stand-in does not know: a test must not pass on a misspelt switch.
 */
export function switchReader(
  environment: Readonly<Record<string, string | undefined>>,
  mounts: readonly (string | null)[],
): () => Promise<Switches> {
  const own = environment['REHEARSAL_SWITCHES_FILE'];
  const paths = mounts.flatMap((mount) => (mount === null ? [] : [join(mount, switchFileName)]));
  return async () => {
    const read = await Promise.all([...(own ? [own] : []), ...paths].map(switchesOfFile));
    return Object.assign({}, switchesOfEnvironment(environment), ...read);
  };
}
