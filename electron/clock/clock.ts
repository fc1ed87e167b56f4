import { readFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { uptime } from 'node:os';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { clock as contract } from '#shared/contract/clock.ts';
import { ClockJump } from '#shared/domain/clock.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { type ClockSight, jumpBetween, standing } from './jumps.ts';

const FILE = 'clock.json';
const LOOK_EVERY_MS = 30_000;
/** More than anyone will want to read; the newest are kept. */
const JUMPS_KEPT = 50;

const Kept = z.object({
  last: z.object({ wallMs: z.number(), uptimeSeconds: z.number(), bootId: z.string().nullable() }),
  jumps: z.array(ClockJump),
});
type Kept = z.infer<typeof Kept>;

export interface ClockOptions {
  readonly folder: string;
  /** What clock and uptime say now. */
  readonly look?: () => ClockSight;
  /** Told when a jump was noticed. */
  readonly jumped?: () => void;
}

export type Clock = Awaited<ReturnType<typeof openClock>>;

/**
 * Watches this computer's clock: each look is compared with the one before, and the first with the last of the start
 * before. Jumps are kept with the time and size; `look` may be called at any time.
 */
export async function openClock({ folder, look = lookNow, jumped = () => undefined }: ClockOptions) {
  const path = join(folder, FILE);
  const notices: Failure[] = [];
  let kept = await readKept(path, notices);
  let writing: Promise<void> = Promise.resolve();

  const write = (): Promise<void> => {
    const text = JSON.stringify(kept);
    // One after the other, so that the newest is what stays. A look that could not be kept is looked at again soon.
    writing = writing.then(() => writeFileAtomic(path, text)).catch((error: unknown) => console.error(String(error)));
    return writing;
  };

  function see(seen: ClockJump['seen']): Promise<void> {
    const now = look();
    const seconds = kept ? jumpBetween(kept.last, now) : null;
    const at = new Date(now.wallMs).toISOString();
    const jump: ClockJump[] = seconds === null ? [] : [{ id: `${at} ${seconds}`, at, seconds, seen }];
    kept = { last: now, jumps: [...(kept?.jumps ?? []), ...jump].slice(-JUMPS_KEPT) };
    if (jump.length > 0) jumped();
    return write();
  }

  await see('between-starts');
  const timer = setInterval(() => void see('running'), LOOK_EVERY_MS);
  timer.unref();

  return {
    notices,
    jumps: (): readonly ClockJump[] => standing(kept?.jumps ?? []),
    look: (): Promise<void> => see('running'),
    async dismiss(): Promise<void> {
      if (kept) kept = { ...kept, jumps: [] };
      await write();
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await see('running');
    },
  };
}

/** Serves `clock`. */
export const serveClock = (clock: Clock): HandlersFor<typeof contract> => ({
  jumps: () => [...clock.jumps()],
  dismiss: () => clock.dismiss(),
});

/** What was kept; null at the very first start. A file that cannot be read is set aside and told. */
async function readKept(path: string, notices: Failure[]): Promise<Kept | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return Kept.parse(JSON.parse(text));
  } catch (cause) {
    const aside = `${path}.unreadable`;
    await rename(path, aside);
    notices.push(toFailure(new Foreseen('clock.history-unreadable', { setAside: basename(aside) }, { cause })));
    return null;
  }
}

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
