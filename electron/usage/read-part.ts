import type { Month } from '#shared/domain/history.ts';
import { type RunningPart, readMonths, readTotals } from './collect.ts';
import type { Known } from './history.ts';
import type { Read } from './rules/follow.ts';
import { earlierMonth, monthsToAsk } from './rules/months-to-ask.ts';

/** A running container, and what explains a change of its total. */
export interface ReadablePart extends RunningPart {
  readonly containerId: string;
  /** The host's folder that it writes its records to, as the engine has it. */
  readonly outputFolder: string | null;
  /** In ms since 1970. */
  readonly runningSince: number | null;
}

/**
 * Asks one container for its totals, and for the months that may have changed since they were asked for last. Fails with
 * `service.unreachable`, `service.nonsense`.
 */
export async function readPart(
  part: ReadablePart,
  { known, since, now, signal }: { known: Known; since: string; now: () => Date; signal: AbortSignal },
): Promise<{ readonly read: Read; readonly asked: readonly Month[] }> {
  const source = { container: part.containerId, folder: part.outputFolder };
  const totals = await readTotals(part, signal);
  const readAt = now().getTime();
  const wanted = monthsToAsk({ state: known.state, source, totals, asked: known.asked, since, now: readAt });
  const months = await readMonths(part, wanted, signal);
  const asked = [...wanted];
  const isFirst = known.asked.size === 0 && months.length > 0;
  for (let tried = 0; isFirst; tried++) {
    const month = earlierMonth(asked[0] ?? '', tried, totals, months);
    if (month === null) break;
    months.unshift(...(await readMonths(part, [month], signal)));
    asked.unshift(month);
  }
  return { read: { ...source, readAt, runningSince: part.runningSince, totals, months }, asked };
}
