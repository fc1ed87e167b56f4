import type { EngineCandidate, EngineInfo, EngineSearch } from '#shared/domain/engine.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { FailureCode, FailureFacts } from '#shared/failures/registry.ts';
import { judge, OLDEST_API } from '#shared/rules/checks.ts';
import { type Address, parseAddress } from './address.ts';
import type { createEngine, OpenEngine } from './engine.ts';
import { inTime } from './in-time.ts';
import type { Owner } from './labels.ts';
import { type HostFacts, type Place, placesToLook } from './places.ts';
import { probe } from './probe.ts';
import type { Engines } from './types.ts';

export interface EnginesOptions extends HostFacts {
  /** Whose containers and networks are made and found on the engine. */
  readonly owner: Owner;
  /** The range that sealed networks are taken from; null for Drydock's own choice. */
  readonly networkRange: () => string | null;
  /** The address that the operator typed, or null. */
  readonly preferredHost: () => string | null;
  /** Which typed addresses were confirmed; `engine` asks for one and fails with `engine.not-confirmed`. */
  readonly confirmations: {
    readonly knowsEngine: (host: string) => boolean;
    readonly engine: (host: string) => Promise<void>;
  };
  /** The one place to look at, instead of all that are known. */
  readonly only?: Pick<Place, 'source' | 'host'>;
  /** Fails for a folder of the host that no container may have. */
  readonly checkMount: (hostPath: string, sockets: readonly string[]) => Promise<void>;
  readonly now: () => Date;
  readonly probeLimitMs?: number;
  readonly infoLimitMs?: number;
}

const PROBE_LIMIT_MS = 2000;
/** What an engine tells of itself and its host takes longer, on a busy computer and on Podman much longer. */
const INFO_LIMIT_MS = 15_000;

interface Found {
  readonly search: EngineSearch;
  readonly engine: OpenEngine | null;
}

/** Finds the engine and keeps it; the one in use is looked at first and kept while it answers. */
export function createEngines(options: EnginesOptions): Engines {
  const limitMs = options.probeLimitMs ?? PROBE_LIMIT_MS;
  let inUse: OpenEngine | null = null;
  let searching: Promise<Found> | null = null;
  /** Which choice counts: of a search and a choice of the operator that overlap, the one that began last. */
  let turn = 0;
  let latest: Found | null = null;

  const look = async (place: Place): Promise<Looked> => {
    const { source, host } = place;
    const { address, detail } = addressOf(place);
    if (!address) return { candidate: { source, host, outcome: 'bad-host', detail }, engine: null };
    if (!options.only && !(await isKnown(place)))
      return { candidate: { source, host, outcome: 'not-confirmed', detail: null }, engine: null };
    const answer = await probe(address, limitMs);
    if (!answer.ok)
      return { candidate: { source, host, outcome: answer.outcome, detail: answer.detail }, engine: null };
    const engine = await open(place, address, answer.version);
    return { candidate: { source, host, outcome: 'also-answers', detail: null }, engine };
  };
  /** Known without asking: where this computer's own set-up says, and what the operator confirmed before. */
  const isKnown = async ({ source, host }: Place): Promise<boolean> =>
    source !== 'preference' ||
    options.confirmations.knowsEngine(host) ||
    (await placesToLook(options, null)).some((place) => place.host === host);
  /** Why there is no address: the text is none, or what it needs (its TLS files) cannot be read. */
  const addressOf = ({ host, tls }: Place): { address: Address | null; detail: string | null } => {
    try {
      return { address: parseAddress(host, tls), detail: null };
    } catch (error) {
      return { address: null, detail: error instanceof Error ? error.message : String(error) };
    }
  };
  type Version = Parameters<typeof createEngine>[0]['version'];
  const open = async (place: Place, address: Address, version: Version): Promise<OpenEngine> => {
    // A newer one may have been installed in its place.
    if (inUse?.host === place.host && inUse.version === (version.Version ?? null)) return inUse;
    // Loaded when an engine has answered: the client library is large, and the window should not wait for it.
    const client = await import('./engine.ts');
    const { owner, networkRange, checkMount } = options;
    return client.createEngine({ host: place.host, address, version, owner, networkRange, checkMount });
  };
  const infoOf = (engine: OpenEngine): Promise<EngineInfo> =>
    inTime(engine.info(), options.infoLimitMs ?? INFO_LIMIT_MS);
  /** What was found is the engine in use, unless a later choice was made meanwhile: then that one is answered. */
  const take = (found: Found, mine: number): Found => {
    if (mine !== turn && latest) return latest;
    inUse = found.engine;
    latest = found;
    return found;
  };
  const foundOf = (engine: OpenEngine | null, info: EngineInfo | null, candidates: EngineCandidate[]): Found => ({
    engine,
    search: { engine: info, candidates, searchedAt: options.now().toISOString() },
  });

  const searchNow = async (preferred: string | null): Promise<Found> => {
    turn += 1;
    const mine = turn;
    const places = options.only ? [{ ...options.only, tls: null }] : await placesToLook(options, preferred);
    const looked = await Promise.all(places.map(look));
    const candidates = looked.map(({ candidate }) => candidate);
    // Another engine in its place would be taken for the one that was entered.
    if (candidates.some(({ outcome }) => outcome === 'not-confirmed'))
      return take(foundOf(null, null, candidates), mine);
    for (const [at, { candidate, engine }] of looked.entries()) {
      if (!engine) continue;
      try {
        const info = await infoOf(engine);
        candidates[at] = { ...candidate, outcome: 'taken' };
        return take(foundOf(engine, info, candidates), mine);
      } catch (error) {
        candidates[at] = { ...candidate, outcome: 'no-answer', detail: reasonOf(error) };
      }
    }
    return take(foundOf(null, null, candidates), mine);
  };
  /** The engine at an address and no other. Fails as the address does, and then all stays as it was. */
  const takeAt = async (host: string): Promise<Found> => {
    const places = await placesToLook(options, host);
    const [wanted] = places;
    // Nothing is sent to an address before it is confirmed, and none is asked for that is no address.
    if (wanted && addressOf(wanted).address && !(await isKnown(wanted))) await options.confirmations.engine(host);
    const looked = await Promise.all(places.map(look));
    const [typed] = looked;
    if (!typed?.engine) throw failureOf(typed ? [typed.candidate] : []);
    const info = await infoOf(typed.engine);
    turn += 1;
    const candidates = looked.map(({ candidate }, at) =>
      at === 0 ? { ...candidate, outcome: 'taken' as const } : candidate,
    );
    return take(foundOf(typed.engine, info, candidates), turn);
  };
  /** One search at a time; whoever asks meanwhile gets the same. */
  const search = (): Promise<Found> => {
    searching ??= searchNow(options.preferredHost()).finally(() => {
      searching = null;
    });
    return searching;
  };

  return {
    search: async () => (await search()).search,
    use: async (host) => (await (host === null ? searchNow(null) : takeAt(host))).search,
    async current() {
      const engine = inUse ?? (await search()).engine;
      if (!engine) throw failureOf(latest?.search.candidates ?? []);
      if (judge['engine-api']({ apiVersion: engine.apiVersion }) === 'too-old')
        throw new Foreseen('engine.too-old', { apiVersion: engine.apiVersion, neededApiVersion: OLDEST_API });
      return engine;
    },
  };
}

interface Looked {
  readonly candidate: EngineCandidate;
  readonly engine: OpenEngine | null;
}

const reasonOf = (error: unknown): string =>
  error instanceof Foreseen ? (error.detail ?? error.code) : error instanceof Error ? error.message : String(error);

/** The failure that explains a search best: the reason nearest to an answer. */
function failureOf(candidates: readonly EngineCandidate[]): Foreseen {
  const first = (outcome: EngineCandidate['outcome']): EngineCandidate | undefined =>
    candidates.find((candidate) => candidate.outcome === outcome);
  const say = <C extends FailureCode>(code: C, facts: FailureFacts[C], detail: string | null | undefined): Foreseen =>
    new Foreseen(code, facts, detail ? { detail } : {}) as Foreseen;
  const unknown = first('not-confirmed');
  if (unknown) return say('engine.not-confirmed', { host: unknown.host }, null);
  const denied = first('permission-denied');
  if (denied) return say('engine.permission-denied', { socket: denied.host }, denied.detail);
  const silent = first('not-running');
  if (silent) return say('engine.not-running', { socket: silent.host }, silent.detail);
  const slow = first('no-answer');
  if (slow) return say('engine.unreachable', { host: slow.host }, slow.detail);
  const other = first('not-an-engine');
  if (other) return say('engine.not-an-engine', { host: other.host }, other.detail);
  const bad = first('bad-host');
  if (bad && candidates.length === 1) return say('engine.bad-host', { text: bad.host }, bad.detail);
  return say('engine.not-found', { tried: candidates.length }, null);
}
