import type { ClockJump } from '#shared/domain/clock.ts';

/**
 * Smaller steps are ordinary corrections (a time server, a second of drift a day), and no licence hangs on them. In
 * seconds.
 */
export const JUMP_FROM_SECONDS = 120;

/** What the clock and the time since the computer was started said at one moment. */
export interface ClockSight {
  readonly wallMs: number;
  /** Counts through sleep, and nobody can set it. */
  readonly uptimeSeconds: number;
  /** Which start of the computer this is; null where the system does not say. */
  readonly bootId: string | null;
}

/**
 * By how many seconds the clock leapt between two looks, forward positive; null where it did not, or where it cannot be
 * known. Within one start of the computer the uptime says how much time really passed. Across starts only a clock that
 * is behind the last look has certainly leapt: nobody knows how long the computer was off.
 */
export function jumpBetween(before: ClockSight, now: ClockSight): number | null {
  const wallSeconds = (now.wallMs - before.wallMs) / 1000;
  const sameBoot = before.bootId !== null && before.bootId === now.bootId;
  const seconds = sameBoot ? wallSeconds - (now.uptimeSeconds - before.uptimeSeconds) : Math.min(0, wallSeconds);
  return Math.abs(seconds) >= JUMP_FROM_SECONDS ? Math.round(seconds) : null;
}

/** The jumps that still matter: later ones that took earlier ones back leave none of them. Newest first. */
export function standing(jumps: readonly ClockJump[]): readonly ClockJump[] {
  const kept: ClockJump[] = [];
  let sum = 0;
  for (const jump of jumps) {
    kept.push(jump);
    sum += jump.seconds;
    if (Math.abs(sum) >= JUMP_FROM_SECONDS) continue;
    kept.length = 0;
    sum = 0;
  }
  return kept.toReversed();
}
