import type { Check, CheckId, EngineSearch, HostReport } from '#shared/domain/engine.ts';
import { type CheckFacts, judge, judgeSearch, VERDICTS, type Verdict } from '#shared/rules/checks.ts';
import type { Engines } from '../docker/types.ts';
import { avx2Trouble, freeBytesAt, freeMemoryBytes, loopbackTrouble, writeTrouble } from './look.ts';

export interface DiagnosticsNeeds {
  readonly engines: Pick<Engines, 'search' | 'current'>;
  /** Whether the keychain takes secrets, and why not. */
  readonly keychain: () => Promise<{ readonly available: boolean; readonly detail: string | null }>;
  readonly dataFolder: string;
  readonly platform: NodeJS.Platform;
  readonly now: () => Date;
  /** One check may take so long; then it is reported as not looked at. */
  readonly limitMs?: number;
}

const LIMIT_MS = 4000;

/** Looks at everything that the job needs of this host, side by side; what cannot be looked at is said so. */
export async function checkHost(needs: DiagnosticsNeeds): Promise<HostReport> {
  const limitMs = needs.limitMs ?? LIMIT_MS;
  const startedAt = performance.now();
  const searched = timed(within(needs.engines.search(), limitMs * 2, null));
  const engineOf = async () => (await searched).value?.engine ?? null;
  const here = async () => judge['engine-place']({ host: (await engineOf())?.host ?? null }) === 'here';

  /** One check: facts under a time limit, then the verdict. Facts that cannot be had are `missing`. */
  const look = async <I extends Exclude<CheckId, 'engine'>>(
    id: I,
    facts: () => Promise<CheckFacts[I]> | CheckFacts[I],
    missing: CheckFacts[I],
  ): Promise<Check> => {
    const { value, milliseconds } = await timed(within(Promise.resolve().then(facts), limitMs, missing));
    const verdict = (judge[id] as (facts: CheckFacts[I]) => Verdict<I>)(value);
    return { id, state: stateOf(id, verdict), verdict, facts: { ...value }, milliseconds };
  };
  const engine = await engineOf();

  const checks = await Promise.all([
    engineCheck(await searched),
    look('engine-api', () => ({ apiVersion: engine?.apiVersion ?? null }), { apiVersion: null }),
    look('engine-place', () => ({ host: engine?.host ?? null }), { host: null }),
    look('containers', () => ({ osType: engine?.osType ?? null }), { osType: null }),
    look('architecture', () => ({ architecture: engine?.architecture ?? null }), { architecture: null }),
    look('avx2', async () => ({ reason: (await here()) ? await avx2Trouble(needs.platform) : 'elsewhere' }), {
      reason: 'too-slow',
    }),
    look('cpus', () => ({ cpus: engine?.cpus ?? null }), { cpus: null }),
    look(
      'memory',
      async () => ({
        totalBytes: engine?.memoryBytes ?? null,
        freeBytes: (await here()) ? await freeMemoryBytes() : null,
      }),
      { totalBytes: null, freeBytes: null },
    ),
    look(
      'disk',
      async () => {
        const folder = engine?.dataFolder ?? null;
        const visible = folder !== null && folder !== '' && (await here()) && needs.platform === 'linux';
        return { folder, freeBytes: visible ? await freeBytesAt(folder) : null };
      },
      { folder: null, freeBytes: null },
    ),
    look('limits', () => ({ memory: engine?.supportsMemoryLimit ?? null, cpus: engine?.supportsCpuLimit ?? null }), {
      memory: null,
      cpus: null,
    }),
    look('storage', () => ({ driver: engine?.storageDriver ?? null }), { driver: null }),
    look('network', async () => ({ reason: engine ? await networkTrouble(needs.engines) : 'unknown' }), {
      reason: 'unknown',
    }),
    look('loopback', async () => ({ reason: await loopbackTrouble() }), { reason: 'too-slow' }),
    look(
      'keychain',
      async () => {
        const { available, detail } = await needs.keychain();
        return { reason: available ? null : (detail ?? '') };
      },
      { reason: 'too-slow' },
    ),
    look('data-folder', async () => ({ folder: needs.dataFolder, reason: await writeTrouble(needs.dataFolder) }), {
      folder: needs.dataFolder,
      reason: 'too-slow',
    }),
    look('clock', () => clockFacts(engine?.clockAt ?? null, needs.now()), { seconds: null, year: null }),
  ]);
  return { checks, checkedAt: needs.now().toISOString(), milliseconds: performance.now() - startedAt };
}

const stateOf = <I extends CheckId>(id: I, verdict: Verdict<I>): Check['state'] =>
  (VERDICTS[id] as Readonly<Record<string, Check['state']>>)[verdict] ?? 'unknown';

function engineCheck({ value, milliseconds }: Timed<EngineSearch | null>): Check {
  const { verdict, facts } = judgeSearch(value?.engine ?? null, value?.candidates ?? []);
  return { id: 'engine', state: stateOf('engine', verdict), verdict, facts: { ...facts }, milliseconds };
}

/** Null when the engine lists its networks, else its reason. */
async function networkTrouble(engines: Pick<Engines, 'current'>): Promise<string | null> {
  try {
    await (await engines.current()).networks.withLabels({});
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function clockFacts(clockAt: string | null, now: Date): CheckFacts['clock'] {
  const engine = clockAt === null ? Number.NaN : Date.parse(clockAt);
  return {
    seconds: Number.isNaN(engine) ? null : Math.round((engine - now.getTime()) / 1000),
    year: now.getUTCFullYear(),
  };
}

interface Timed<T> {
  readonly value: T;
  readonly milliseconds: number;
}

async function timed<T>(work: Promise<T>): Promise<Timed<T>> {
  const startedAt = performance.now();
  return { value: await work, milliseconds: performance.now() - startedAt };
}

/** What `work` answers, or `otherwise` when it fails or takes too long: a check never fails the report. */
async function within<T>(work: Promise<T>, limitMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), limitMs);
  });
  try {
    return await Promise.race([work.catch(() => otherwise), limit]);
  } finally {
    clearTimeout(timer);
  }
}
