import { join } from 'node:path';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { openKeptFile } from '../files/kept-file.ts';

const FILE = 'alerts.json';
/** So many alerts that are over are remembered, the newest. */
const IDS_KEPT = 500;
const LOOKS_KEPT = 30;
const LOOK_EVERY_MS = 20 * 60 * 60 * 1000;

const Look = z.object({ at: z.string(), freeBytes: z.number() });
const Kept = z.object({
  /** Alerts that were told on the desktop, and those that the operator has put away; oldest first. */
  shown: z.array(z.string()),
  seen: z.array(z.string()),
  /** Deployments that were seen serving and not stopped in Drydock since. */
  serving: z.array(z.string()),
  /** When a deployment was last stopped in Drydock. */
  rested: z.record(z.string(), z.string()),
  /** How much was free on each disk, at most one look a day. */
  disks: z.record(z.string(), z.array(Look)),
});
type Kept = z.infer<typeof Kept>;

const NONE: Kept = { shown: [], seen: [], serving: [], rested: {}, disks: {} };

export interface AlertMemoryOptions {
  readonly folder: string;
  readonly now: () => Date;
  /** Told when a change could not be written; it is written with the next one. */
  readonly failed: (error: unknown) => void;
}

export type AlertMemory = Awaited<ReturnType<typeof openAlertMemory>>;

/**
 * What alerts need to know of the past: what was told already, what was meant to serve, how disks filled up. No alert is
 * kept. A file that cannot be read is set aside and told.
 */
export async function openAlertMemory({ folder, now, failed }: AlertMemoryOptions) {
  const file = await openKeptFile({
    path: join(folder, FILE),
    schema: Kept,
    none: NONE,
    unreadable: (setAside) => new Foreseen('alerts.memory-unreadable', { setAside }),
    now,
  });
  let kept = file.value();

  function change(next: Partial<Kept>): void {
    kept = { ...kept, ...next };
    file.change(kept).catch(failed);
  }
  return {
    notices: file.notices,
    seen: (): readonly string[] => kept.seen,
    markSeen: (id: string): void => change({ seen: [...kept.seen.filter((one) => one !== id), id].slice(-IDS_KEPT) }),
    shown: (): ReadonlySet<string> => new Set(kept.shown),
    /** All alerts that there are now have been told; none of them is forgotten, however many they are. */
    markShown(ids: readonly string[]): void {
      const now = new Set(ids);
      change({ shown: [...kept.shown.filter((id) => !now.has(id)).slice(-IDS_KEPT), ...now] });
    },
    isMeantToServe: (deploymentId: string): boolean => kept.serving.includes(deploymentId),
    /** It serves, with containers that were started at `startedAt`; nothing new while it is being stopped in Drydock. */
    serves(deploymentId: string, startedAt: string): void {
      const rested = kept.rested[deploymentId];
      if (kept.serving.includes(deploymentId) || (rested !== undefined && startedAt <= rested)) return;
      change({ serving: [...kept.serving, deploymentId] });
    },
    /** It was stopped, or its containers removed, in Drydock. */
    rests(deploymentId: string): void {
      const serving = kept.serving.filter((id) => id !== deploymentId);
      change({ serving, rested: { ...kept.rested, [deploymentId]: now().toISOString() } });
    },
    /** The looks at a disk so far, this one included once a day. */
    lookAtDisk(disk: string, freeBytes: number): readonly z.infer<typeof Look>[] {
      const looks = kept.disks[disk] ?? [];
      const last = looks.at(-1);
      if (last && now().getTime() - Date.parse(last.at) < LOOK_EVERY_MS) return looks;
      const next = [...looks, { at: now().toISOString(), freeBytes }].slice(-LOOKS_KEPT);
      change({ disks: { ...kept.disks, [disk]: next } });
      return next;
    },
    /** Ends when everything is written. */
    close: file.close,
  };
}
