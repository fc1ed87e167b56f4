import { z } from 'zod';

/** Where an engine was looked for, and how the search went there. */
export const EngineCandidate = z.object({
  /** Key of the words catalogue's `engineSources`. */
  source: z.enum([
    'preference',
    'environment',
    'docker-context',
    'system-docker',
    'rootless-docker',
    'docker-desktop',
    'podman',
    'rootless-podman',
    'named-pipe',
  ]),
  /** `unix:///…`, `npipe://…` or `tcp://…`. */
  host: z.string(),
  outcome: z.enum([
    'taken',
    'also-answers',
    'no-socket',
    'permission-denied',
    'not-running',
    'no-answer',
    'not-an-engine',
    'bad-host',
    'not-confirmed',
  ]),
  detail: z.string().nullable(),
});
export type EngineCandidate = z.infer<typeof EngineCandidate>;

/** The engine in use. */
export const EngineInfo = z.object({
  product: z.enum(['docker', 'podman', 'rehearsal', 'other']),
  version: z.string(),
  /** The API version that client and engine agreed on, never pinned. */
  apiVersion: z.string(),
  host: z.string(),
  onThisComputer: z.boolean(),
  rootless: z.boolean(),
  operatingSystem: z.string(),
  osType: z.string(),
  architecture: z.string(),
  kernel: z.string(),
  cpus: z.number(),
  memoryBytes: z.int(),
  storageDriver: z.string(),
  dataFolder: z.string(),
  supportsMemoryLimit: z.boolean(),
  supportsCpuLimit: z.boolean(),
  clockAt: z.string().nullable(),
});
export type EngineInfo = z.infer<typeof EngineInfo>;

export const EngineSearch = z.object({
  engine: EngineInfo.nullable(),
  candidates: z.array(EngineCandidate),
  searchedAt: z.string(),
});
export type EngineSearch = z.infer<typeof EngineSearch>;

/** The checks of the Connect page, in the order of the screen when all are well. */
export const CheckId = z.enum([
  'engine',
  'engine-api',
  'engine-place',
  'containers',
  'architecture',
  'avx2',
  'cpus',
  'memory',
  'disk',
  'limits',
  'storage',
  'network',
  'loopback',
  'keychain',
  'data-folder',
  'clock',
]);
export type CheckId = z.infer<typeof CheckId>;

export const Check = z.object({
  id: CheckId,
  /** `problem` stops the job; `warning` may hurt later; `unknown` could not be looked at. */
  state: z.enum(['ok', 'warning', 'problem', 'unknown']),
  /** Which sentence of the words catalogue's `checks[id]` tells it. */
  verdict: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  milliseconds: z.number(),
});
export type Check = z.infer<typeof Check>;

export const HostReport = z.object({ checks: z.array(Check), checkedAt: z.string(), milliseconds: z.number() });
export type HostReport = z.infer<typeof HostReport>;
