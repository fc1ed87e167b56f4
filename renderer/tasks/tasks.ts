import { z } from 'zod';
import type { OperationSnapshot } from '#shared/contract/messages.ts';

/** After this long without movement a running task is called stalled on screen. */
export const STALLED_AFTER_MS = 10_000;

/** How long nothing has moved, in ms, once that is worth saying; else null. */
export function stalledForMs(snapshot: OperationSnapshot, now: number): number | null {
  if (snapshot.state.name !== 'running') return null;
  const since = now - Date.parse(snapshot.movedAt);
  return since >= STALLED_AFTER_MS ? since : null;
}

const Bytes = z.object({ doneBytes: z.number(), totalBytes: z.number().nullable() });
const Counts = z.object({ counts: z.object({ total: z.number(), done: z.number(), failed: z.number() }) });
const Phases = z.object({ phases: z.array(z.object({ state: z.string() })) });

/** How much of a task is done, 0 to 1; null where that cannot be told. */
export function shareOf(progress: unknown): number | null {
  const bytes = Bytes.safeParse(progress).data;
  if (bytes) {
    if (bytes.totalBytes === null || bytes.totalBytes === 0) return null;
    return Math.min(1, bytes.doneBytes / bytes.totalBytes);
  }
  const counts = Counts.safeParse(progress).data?.counts;
  if (counts) return counts.total === 0 ? null : (counts.done + counts.failed) / counts.total;
  const phases = Phases.safeParse(progress).data?.phases;
  if (!phases || phases.length === 0) return null;
  return phases.filter(({ state }) => state === 'done').length / phases.length;
}

/** The mean share of the running tasks whose share can be told; null when there is none. */
export function overallShare(running: readonly OperationSnapshot[]): number | null {
  const shares = running.flatMap(({ progress }) => shareOf(progress) ?? []);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
