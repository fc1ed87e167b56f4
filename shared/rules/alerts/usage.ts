import type { Alert, AlertOf } from '../../domain/alert.ts';
import type { UsageBook } from '../../domain/history.ts';

const DAY_MS = 86_400_000;
/** A drop is shown for a month, or until it was seen. */
const TELL_DROP_DAYS = 30;

/** Readings that are missing now for a day and more, and meters that began anew lately. */
export function usageAlerts({ deploymentId, gaps, drops }: UsageBook, now: Date): readonly Alert[] {
  const missing = gaps
    .filter(({ from, to }) => to === null && now.getTime() - Date.parse(from) >= DAY_MS)
    .map(({ image, from }): Alert => {
      const id = `readings-missing ${deploymentId} ${image} ${from}`;
      return { kind: 'readings-missing', id, since: from, deploymentId, image };
    });
  const dropped = new Map<string, AlertOf<'meter-dropped'>>();
  for (const { image, meter, at, why } of drops) {
    if (now.getTime() - Date.parse(at) >= TELL_DROP_DAYS * DAY_MS) continue;
    const id = `meter-dropped ${deploymentId} ${image} ${at}`;
    const meters = [...(dropped.get(id)?.meters ?? []), meter];
    dropped.set(id, { kind: 'meter-dropped', id, since: at, deploymentId, image, meters, why });
  }
  return [...missing, ...dropped.values()];
}
