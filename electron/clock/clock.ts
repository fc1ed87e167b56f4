import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { clock as contract } from '#shared/contract/clock.ts';
import { ClockJump } from '#shared/domain/clock.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { openKeptFile } from '../files/kept-file.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { type ClockSight, jumpBetween, standing } from './jumps.ts';

const FILE = 'clock.json';
const LOOK_EVERY_MS = 30_000;
/** How old the kept look may be: what a power cut makes of a jump is not seen more finely than this. */
const KEEP_EVERY_MS = 60 * 60 * 1000;
/** More than anyone will want to read; the newest are kept. */
const JUMPS_KEPT = 50;

const Kept = z.object({
  /** The last look; null at the very first start. */
  last: z.object({ wallMs: z.number(), uptimeSeconds: z.number(), bootId: z.string().nullable() }).nullable(),
  jumps: z.array(ClockJump),
});

export interface ClockOptions {
  readonly folder: string;
  /** What clock and uptime say now. */
  readonly look?: () => ClockSight;
  /** Told when a jump was noticed. */
  readonly jumped?: () => void;
  readonly now?: () => Date;
  /** Told when a look could not be kept; it is kept with a later one. */
  readonly failed?: (error: unknown) => void;
}

export type Clock = Awaited<ReturnType<typeof openClock>>;

/**
 * Watches this computer's clock: each look is compared with the one before, and the first with the last of the start
 * before. Jumps are kept with the time and size; `look` may be called at any time.
 */
export async function openClock(options: ClockOptions) {
  const { folder, look = lookNow, jumped, now = () => new Date(), failed } = options;
  const file = await openKeptFile({
    path: join(folder, FILE),
    schema: Kept,
    none: { last: null, jumps: [] },
    unreadable: (setAside) => new Foreseen('clock.history-unreadable', { setAside }),
    now,
  });
  let { last, jumps } = file.value();
  /** Of the last look that was kept: between two starts a clock is compared with that one. */
  let keptAtMs = Number.NEGATIVE_INFINITY;

  async function keep(): Promise<void> {
    keptAtMs = (last?.uptimeSeconds ?? 0) * 1000;
    await file.change({ last, jumps }).catch(failed);
  }
  async function see(seen: ClockJump['seen'], keepIt = false): Promise<void> {
    const sight = look();
    const seconds = last ? jumpBetween(last, sight) : null;
    const at = new Date(sight.wallMs).toISOString();
    const jump: ClockJump[] = seconds === null ? [] : [{ id: `${at} ${seconds}`, at, seconds, seen }];
    last = sight;
    jumps = [...jumps, ...jump].slice(-JUMPS_KEPT);
    if (jump.length > 0) jumped?.();
    // A clock that goes as it should says nothing new: only what a start after a power cut needs is kept, seldom.
    if (keepIt || jump.length > 0 || sight.uptimeSeconds * 1000 - keptAtMs >= KEEP_EVERY_MS) await keep();
  }

  await see('between-starts', true);
  const timer = setInterval(() => void see('running'), LOOK_EVERY_MS);
  timer.unref();

  return {
    notices: file.notices,
    jumps: (): readonly ClockJump[] => standing(jumps),
    look: (): Promise<void> => see('running'),
    async dismiss(): Promise<void> {
      jumps = [];
      await keep();
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await see('running', true);
    },
  };
}

/** Serves `clock`. */
export const serveClock = (clock: Clock): HandlersFor<typeof contract> => ({
  jumps: () => [...clock.jumps()],
  dismiss: () => clock.dismiss(),
});

/**
 * `uptime` counts through sleep on Linux (boot time), macOS (the time since boot) and Windows (tick count), so a night
 * asleep is no jump. Linux alone names its starts.
 */
function lookNow(): ClockSight {
  return { wallMs: Date.now(), uptimeSeconds: uptime(), bootId };
}

const bootId = ((): string | null => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null; // not Linux: then only a clock that was set back is noticed between two starts
  }
})();
