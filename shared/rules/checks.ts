import type { Check, CheckId, EngineCandidate, EngineInfo } from '../domain/engine.ts';

const GIB = 1024 ** 3;
const GB = 1000 ** 3;

/** The engine must speak this API at least; Docker 19.03 and Podman 4 do. */
export const OLDEST_API = '1.40';

/** What each check can find, and how serious that is. Every verdict has its sentence in the words catalogue. */
export const VERDICTS = {
  engine: {
    answers: 'ok',
    'not-found': 'problem',
    'permission-denied': 'problem',
    'not-running': 'problem',
    'no-answer': 'problem',
    'not-confirmed': 'problem',
  },
  'engine-api': { 'new-enough': 'ok', 'too-old': 'problem', unknown: 'unknown' },
  'engine-place': { here: 'ok', elsewhere: 'warning', unknown: 'unknown' },
  containers: { linux: 'ok', other: 'problem', unknown: 'unknown' },
  architecture: { x64: 'ok', other: 'problem', unknown: 'unknown' },
  avx2: { present: 'ok', missing: 'warning', unknown: 'unknown' },
  cpus: { enough: 'ok', fewer: 'warning', unknown: 'unknown' },
  memory: { enough: 'ok', tight: 'warning', little: 'problem', unknown: 'unknown' },
  disk: { enough: 'ok', tight: 'warning', little: 'problem', unknown: 'unknown' },
  limits: { both: 'ok', missing: 'warning', unknown: 'unknown' },
  storage: { good: 'ok', slow: 'warning', unknown: 'unknown' },
  network: { works: 'ok', fails: 'problem', unknown: 'unknown' },
  loopback: { free: 'ok', refused: 'problem' },
  keychain: { takes: 'ok', none: 'warning' },
  'data-folder': { writable: 'ok', 'not-writable': 'problem' },
  clock: { agrees: 'ok', differs: 'warning', implausible: 'problem', unknown: 'unknown' },
} as const satisfies Readonly<Record<CheckId, Readonly<Record<string, Check['state']>>>>;

export type Verdict<I extends CheckId> = keyof (typeof VERDICTS)[I] & string;

/** What the sentence of each check is made of. Members are null where they could not be looked at. */
export interface CheckFacts {
  readonly engine: {
    readonly product: string | null;
    readonly version: string | null;
    readonly place: string | null;
    readonly tried: number;
  };
  readonly 'engine-api': { readonly apiVersion: string | null };
  readonly 'engine-place': { readonly host: string | null };
  readonly containers: { readonly osType: string | null };
  readonly architecture: { readonly architecture: string | null };
  readonly avx2: { readonly reason: string | null };
  readonly cpus: { readonly cpus: number | null };
  readonly memory: { readonly totalBytes: number | null; readonly freeBytes: number | null };
  readonly disk: { readonly folder: string | null; readonly freeBytes: number | null };
  readonly limits: { readonly memory: boolean | null; readonly cpus: boolean | null };
  readonly storage: { readonly driver: string | null };
  readonly network: { readonly reason: string | null };
  readonly loopback: { readonly reason: string | null };
  readonly keychain: { readonly reason: string | null };
  readonly 'data-folder': { readonly folder: string; readonly reason: string | null };
  readonly clock: { readonly seconds: number | null; readonly year: number | null };
}

/** The largest recommendation of the catalogue: Layout and Read ask for 8 CPUs. Vendor contract 1.3. */
const CPUS_WANTED = 8;
/** Layout's and Read's minimum; every feature needs one of the two, but Layout itself. Vendor contract 1.3. */
const MEMORY_WANTED = 16 * GIB;
const MEMORY_LEAST = 4 * GIB;
/** A feature image and its helper with room to unpack; measured sizes are not published. */
const DISK_WANTED = 30 * GB;
const DISK_LEAST = 5 * GB;
const CLOCK_SKEW_S = 300;
/** No licence for disconnected containers is older. */
const FIRST_YEAR = 2022;

type Judge = { readonly [I in CheckId]: (facts: CheckFacts[I]) => Verdict<I> };

/** Turns what was looked at into a verdict. `engine` is judged by {@link judgeSearch}. */
export const judge: Omit<Judge, 'engine'> = {
  'engine-api': ({ apiVersion }) =>
    apiVersion === null ? 'unknown' : isOlder(apiVersion, OLDEST_API) ? 'too-old' : 'new-enough',
  'engine-place': ({ host }) => {
    if (host === null) return 'unknown';
    return /^(?:unix|npipe):/.test(host) || /^tcp:\/\/(?:127\.|localhost|\[::1\])/.test(host) ? 'here' : 'elsewhere';
  },
  containers: ({ osType }) => (osType === null ? 'unknown' : osType === 'linux' ? 'linux' : 'other'),
  architecture: ({ architecture }) =>
    architecture === null ? 'unknown' : /^(?:x86_64|amd64|x64)$/.test(architecture) ? 'x64' : 'other',
  avx2: ({ reason }) => (reason === null ? 'present' : reason === 'missing' ? 'missing' : 'unknown'),
  cpus: ({ cpus }) => (cpus === null ? 'unknown' : cpus >= CPUS_WANTED ? 'enough' : 'fewer'),
  memory: ({ totalBytes, freeBytes }) => {
    if (totalBytes === null) return 'unknown';
    if (totalBytes < MEMORY_LEAST) return 'little';
    return totalBytes >= MEMORY_WANTED && (freeBytes ?? totalBytes) >= MEMORY_WANTED / 2 ? 'enough' : 'tight';
  },
  disk: ({ freeBytes }) => {
    if (freeBytes === null) return 'unknown';
    if (freeBytes < DISK_LEAST) return 'little';
    return freeBytes >= DISK_WANTED ? 'enough' : 'tight';
  },
  limits: ({ memory, cpus }) => (memory === null || cpus === null ? 'unknown' : memory && cpus ? 'both' : 'missing'),
  storage: ({ driver }) => (driver === null ? 'unknown' : /^(?:vfs|devicemapper|aufs)$/.test(driver) ? 'slow' : 'good'),
  network: ({ reason }) => (reason === null ? 'works' : reason === 'unknown' ? 'unknown' : 'fails'),
  loopback: ({ reason }) => (reason === null ? 'free' : 'refused'),
  keychain: ({ reason }) => (reason === null ? 'takes' : 'none'),
  'data-folder': ({ reason }) => (reason === null ? 'writable' : 'not-writable'),
  clock: ({ seconds, year }) => {
    if (year !== null && year < FIRST_YEAR) return 'implausible';
    if (seconds === null) return 'unknown';
    return Math.abs(seconds) <= CLOCK_SKEW_S ? 'agrees' : 'differs';
  },
};

/** The verdict on the engine: where none answered, the reason nearest to an answer, and the place it is about. */
export function judgeSearch(
  engine: EngineInfo | null,
  candidates: readonly EngineCandidate[],
): { readonly verdict: Verdict<'engine'>; readonly facts: CheckFacts['engine'] } {
  const tried = candidates.length;
  if (engine)
    return {
      verdict: 'answers',
      facts: { product: engine.product, version: engine.version, place: engine.host, tried },
    };
  const reasons = [
    ['permission-denied', 'permission-denied'],
    ['not-running', 'not-running'],
    ['no-answer', 'no-answer'],
    ['not-an-engine', 'no-answer'],
    ['not-confirmed', 'not-confirmed'],
  ] as const;
  for (const [outcome, verdict] of reasons) {
    const candidate = candidates.find((one) => one.outcome === outcome);
    if (candidate) return { verdict, facts: { product: null, version: null, place: candidate.host, tried } };
  }
  return { verdict: 'not-found', facts: { product: null, version: null, place: null, tried } };
}

/** Whether version `a` (`1.39`) comes before `b`. */
function isOlder(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA < minorB);
}

const SEVERITY = { problem: 0, warning: 1, unknown: 2, ok: 3 } as const satisfies Record<Check['state'], number>;

/** The order of the screen: what stops the job on top, then what may hurt, then the rest as listed. */
export const bySeverity = (checks: readonly Check[]): readonly Check[] =>
  checks.toSorted((a, b) => SEVERITY[a.state] - SEVERITY[b.state]);

/** Whether `/proc/cpuinfo` lists the avx2 flag; null when it lists no flags. */
export function hasAvx2(cpuInfo: string): boolean | null {
  const flags = /^flags\s*:(.*)$/m.exec(cpuInfo)?.[1];
  return flags === undefined ? null : flags.split(/\s+/).includes('avx2');
}
