import type { Alert } from '../../domain/alert.ts';
import type { AlertFacts, DiskFacts } from './facts.ts';

const GB = 1_000_000_000;
const DAY_MS = 86_400_000;
/** Less than this is little for a container that writes logs and records. */
export const LITTLE_BYTES = 2 * GB;
export const SOON_DAYS = 30;
/** Over a shorter time an update or a copied file looks like growth. */
const LEAST_WATCH_DAYS = 3;

/** Whole days until a disk is full, if it goes on filling up as it did; null where it does not, or was not watched enough. */
export function daysUntilFull({ freeBytes, looks }: DiskFacts, now: Date): number | null {
  const first = looks[0];
  if (!first) return null;
  const days = (now.getTime() - Date.parse(first.at)) / DAY_MS;
  const perDay = (first.freeBytes - freeBytes) / days;
  if (days < LEAST_WATCH_DAYS || perDay <= 0) return null;
  return Math.floor(freeBytes / perDay);
}

/** Disks of output folders that are nearly full or will be within a month; each disk once. */
export function diskAlerts({ deployments }: AlertFacts, now: Date): readonly Alert[] {
  const told = new Set<string>();
  return deployments.flatMap(({ deployment, parts }) =>
    parts.flatMap(({ part, disk }): readonly Alert[] => {
      if (disk === null || told.has(disk.disk)) return [];
      const daysLeft = daysUntilFull(disk, now);
      const little = disk.freeBytes < LITTLE_BYTES;
      if (!little && (daysLeft === null || daysLeft > SOON_DAYS)) return [];
      told.add(disk.disk);
      const id = `folder-filling ${disk.disk} ${little ? 'little' : 'soon'}`;
      const { freeBytes } = disk;
      return [
        {
          kind: 'folder-filling',
          id,
          since: null,
          deploymentId: deployment.id,
          folder: part.outputFolder,
          freeBytes,
          daysLeft,
        },
      ];
    }),
  );
}
