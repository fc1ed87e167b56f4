import type { Alert } from '../../domain/alert.ts';
import type { UsageBook } from '../../domain/history.ts';

const DAY_MS = 86_400_000;
/** A drop is told for a month, or until it was seen. */
const TELL_DROP_DAYS = 30;

/** Readings that are missing now for a day and more, and meters that began anew lately. */
export function usageAlerts({ deploymentId, gaps, drops }: UsageBook, now: Date): readonly Alert[] {
  const missing = gaps
    .filter(({ from, to }) => to === null && now.getTime() - Date.parse(from) >= DAY_MS)
    .map(({ image, from }): Alert => {
      const id = `readings-missing ${deploymentId} ${image} ${from}`;
      return { kind: 'readings-missing', id, since: from, deploymentId, image };
    });
  const dropped = drops
    .filter(({ at }) => now.getTime() - Date.parse(at) < TELL_DROP_DAYS * DAY_MS)
    .map(({ image, meter, at, why }): Alert => {
      const id = `meter-dropped ${deploymentId} ${image} ${meter} ${at}`;
      return { kind: 'meter-dropped', id, since: at, deploymentId, image, meter, why };
    });
  return [...missing, ...dropped];
}
