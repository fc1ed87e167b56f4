import type Docker from 'dockerode';
import { z } from 'zod';
import { engineFailure, partsOf } from './engine-errors.ts';

const Cpu = z.looseObject({
  cpu_usage: z.looseObject({ total_usage: z.number() }).nullish(),
  system_cpu_usage: z.number().nullish(),
  online_cpus: z.number().nullish(),
});
const Sample = z.looseObject({
  read: z.string().nullish(),
  cpu_stats: Cpu.nullish(),
  memory_stats: z
    .looseObject({
      usage: z.number().nullish(),
      limit: z.number().nullish(),
      stats: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
});

interface Reading {
  readonly cpuNanoseconds: number;
  readonly at: number;
}

/**
 * Resource use, one sample at a time; processor load is over the time since the sample before. Null where the container is gone or
 * the engine does not measure it.
 */
export function createStats(docker: Docker, measures: () => Promise<boolean>) {
  const last = new Map<string, Reading>();
  return {
    forget: (id: string): void => void last.delete(id),
    async read(id: string): Promise<{ cpuPercent: number; memoryBytes: number; memoryLimitBytes: number } | null> {
      if (!(await measures())) return null;
      let sample: z.infer<typeof Sample>;
      try {
        sample = Sample.parse(await docker.getContainer(id).stats({ stream: false, 'one-shot': true }));
      } catch (error) {
        if (partsOf(error).status === 404) return null;
        throw engineFailure(error);
      }
      const total = sample.cpu_stats?.cpu_usage?.total_usage ?? null;
      const memory = sample.memory_stats;
      if (total === null || memory?.usage === null || memory?.usage === undefined) return null;
      const at = Date.parse(sample.read ?? '') || Date.now();
      const before = last.get(id);
      last.set(id, { cpuNanoseconds: total, at });
      const elapsedMs = before ? at - before.at : 0;
      const busyMs = before ? (total - before.cpuNanoseconds) / 1e6 : 0;
      // Page cache is given back under pressure; Docker's own figure leaves it out too.
      const cache = Number(memory.stats?.['inactive_file'] ?? memory.stats?.['total_inactive_file'] ?? 0);
      return {
        cpuPercent: elapsedMs > 0 ? Math.max(0, (busyMs / elapsedMs) * 100) : 0,
        memoryBytes: Math.max(0, memory.usage - (Number.isFinite(cache) ? cache : 0)),
        memoryLimitBytes: memory.limit ?? 0,
      };
    },
  };
}
