import { z } from 'zod';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { parseJson } from '../files/parse-json.ts';
import { askableAt, askService } from '../service-client/http.ts';

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** A day, with or without a time, in forms that mean one day only; `03/04/2027` could be two. */
const DATE = new RegExp(
  `\\b(\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?)?|\\d{1,2} (?:${MONTHS}) \\d{4}|(?:${MONTHS}) \\d{1,2}, \\d{4})`,
  'i',
);
const LICENCE = /licen[cs]e/i;
const ENDS = /expir|valid (?:until|to|through|till)|\bends?\b|not after|\buntil\b/i;

/**
 * The end of the licence as a line of a log or a status text tells it; null for anything else. Tolerant, because the
 * words of the vendor's containers are unknown (vendor contract 3.3): a line that speaks of a licence, of its end, and
 * names a day. Without a zone of its own it is read as UTC.
 */
export function findEndInWords(line: string): string | null {
  if (!LICENCE.test(line) || !ENDS.test(line)) return null;
  // A date before those words may be the time of the line itself.
  const after = line.slice(line.search(ENDS));
  const text = DATE.exec(after)?.[1];
  if (text === undefined) return null;
  const iso = text
    .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d{2}:)/, '$1T')
    .replace(/ ?(?:UTC|GMT)$/i, 'Z')
    .replace(/ (?=[Z+-])/i, '');
  const whole = /^\d{4}-\d{2}-\d{2}(?:T.*(?:Z|[+-]\d{2}:?\d{2}))?$/.test(iso);
  const at = Date.parse(whole ? iso : /^\d{4}-/.test(iso) ? `${iso}Z` : `${iso} UTC`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

const LINES = 2000;
const PROBE = { timeoutMs: 3000, maxBytes: 64 * 1024 };
/** A container that said nothing is asked again after this long. */
const AGAIN_MS = 60_000;

const Status = z.looseObject({ apiStatusMessage: z.string().nullish() });

/**
 * Reads the end of the licence from what running containers say, and remembers it for each start of a container: the
 * words come once, when it starts.
 */
export function createServiceWords(now: () => Date) {
  /** By the container: its last start alone, as one may start over and over. */
  const known = new Map<
    string,
    { readonly start: string; readonly endsAt: string | null; readonly readAtMs: number }
  >();
  return async (engine: Engine, container: ContainerFacts): Promise<string | null> => {
    if (container.state !== 'running') return null;
    const start = String(container.startedAt);
    const before = known.get(container.id);
    if (before?.start === start && (before.endsAt !== null || now().getTime() - before.readAtMs < AGAIN_MS))
      return before.endsAt;
    const [log, status] = await Promise.all([
      engine.containers.tail(container.id, LINES).catch(() => ''), // gone meanwhile: it has nothing more to say
      statusText(container),
    ]);
    const ends = [...log.split('\n'), status].flatMap((line) => findEndInWords(line) ?? []);
    // Several are read as the earliest: better warned too soon than too late.
    const endsAt = ends.toSorted()[0] ?? null;
    known.set(container.id, { start, endsAt, readAtMs: now().getTime() });
    return endsAt;
  };
}

/** The text of `/status`, where it has one (vendor contract 4). */
async function statusText({ ports }: ContainerFacts): Promise<string> {
  const port = ports[0]?.hostPort;
  if (port === undefined) return '';
  try {
    const { text } = await askService(port, '/status', { ...PROBE, address: askableAt(ports[0]?.hostAddress) });
    return Status.safeParse(parseJson(text)).data?.apiStatusMessage ?? '';
  } catch {
    return ''; // a text that is not there tells nothing, which is what was asked
  }
}
