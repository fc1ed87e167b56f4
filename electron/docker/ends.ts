import { z } from 'zod';

/** The part of an engine's event that is read. Podman's service writes Docker's names. */
export const EngineEvent = z.looseObject({
  Type: z.string().nullish(),
  Action: z.string().nullish(),
  Actor: z.looseObject({ ID: z.string().nullish(), Attributes: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  timeNano: z.number().nullish(),
});
export type EngineEvent = z.infer<typeof EngineEvent>;

/** What counts as lately, and is asked for when an engine is found. */
export const LATELY_MS = 15 * 60_000;

/** How a container ended once. */
export interface End {
  /** By this computer's clock, in milliseconds. */
  readonly at: number;
  /** By the engine's, as it wrote it: tells one end from another. */
  readonly timeNano: number;
  readonly exitCode: number | null;
  /** Whether the engine said that it ran out of memory. */
  readonly forMemory: boolean;
}

/**
 * How containers ended lately, kept from the engine's events. Whoever inspects a container that was started again learns
 * that it was, and not why it had to be: Docker 26 and newer and Podman 4 forget exit code and want of memory by then.
 */
export function createEnds(now: () => number = Date.now) {
  const known = new Map<string, readonly End[]>();
  const outOfMemory = new Set<string>();
  const lately = (ends: readonly End[]): readonly End[] => ends.filter(({ at }) => at > now() - LATELY_MS);
  return {
    /**
     * Takes in an event; an end that was taken in already changes nothing. `aheadMs`: how far this computer's clock is ahead
     * of the engine's.
     */
    note({ Type, Action, Actor, timeNano }: EngineEvent, aheadMs: number): void {
      const id = Actor?.ID;
      if (Type !== 'container' || !id || !timeNano) return;
      if (Action === 'oom') outOfMemory.add(id);
      else if (Action === 'start') outOfMemory.delete(id);
      else if (Action === 'destroy' || Action === 'remove') {
        known.delete(id);
        outOfMemory.delete(id);
      } else if (Action === 'die') {
        const before = known.get(id) ?? [];
        if (before.some((end) => end.timeNano >= timeNano)) return;
        const exitCode = Number.parseInt(String(Actor.Attributes?.['exitCode'] ?? ''), 10);
        const at = timeNano / 1e6 + aheadMs;
        const how = { exitCode: Number.isNaN(exitCode) ? null : exitCode, forMemory: outOfMemory.has(id) };
        known.set(id, [...lately(before), { at, timeNano, ...how }]);
      }
    },
    /** The ends of a container within the last quarter of an hour, oldest first. */
    of: (id: string): readonly End[] => lately(known.get(id) ?? []),
  };
}

export type Ends = ReturnType<typeof createEnds>;

/** Exit codes of what ended by itself as it should, and of what was asked to end (SIGTERM). */
const PROPER_ENDS: readonly (number | null)[] = [0, 143];

/**
 * Whether the last end was for want of memory. The engine's own mark alone does not say it: Podman 5 keeps it from an earlier
 * end, through a start and a proper stop by hand.
 */
export const isForMemory = (marked: boolean, { exitCode, forMemory }: Pick<End, 'exitCode' | 'forMemory'>): boolean =>
  forMemory || (marked && !PROPER_ENDS.includes(exitCode));
