import type { Leftover } from '#shared/contract/messages.ts';
import { isForeseen } from '#shared/failures/failure.ts';
import { cleanedUp, untilAborted } from './in-time.ts';
import type { Engine } from './types.ts';

/** The engine as one job uses it. */
export interface JobEngine {
  /** Its answers are waited for until the job's signal ends, whatever the engine does. */
  readonly engine: Engine;
  /**
   * Takes away what was made by way of it. What is not known to be gone in time, which is short after a cancel, is told as
   * left; the taking away goes on. Does not reject.
   */
  readonly takeAway: (leave: (leftover: Leftover) => void) => Promise<void>;
}

interface Thing {
  readonly kind: 'container' | 'network';
  readonly name: string;
  /** Its id once the engine has answered; null where none was made. Rejects where nobody knows. */
  readonly id: Promise<string | null>;
}

/** Has an engine's answers waited for no longer than the signal, and notes what is made from before it is. */
export function engineForJob(engine: Engine, signal: AbortSignal): JobEngine {
  const things: Thing[] = [];
  const note = <T extends string | { readonly id: string }>(
    kind: Thing['kind'],
    name: string,
    making: Promise<T>,
  ): Promise<T> => {
    const id = making.then((made) => (typeof made === 'string' ? made : made.id), noneWhereRefused);
    id.catch(() => undefined); // asked for when all is taken away
    things.push({ kind, name, id });
    return untilAborted(making, signal);
  };
  const remove = async ({ kind, id }: Thing): Promise<void> => {
    const made = await id;
    if (made !== null) await (kind === 'container' ? engine.containers : engine.networks).remove(made);
  };
  return {
    engine: {
      ...engine,
      info: () => untilAborted(engine.info(), signal),
      images: bound(engine.images, signal),
      containers: {
        ...bound(engine.containers, signal),
        create: (spec) => note('container', spec.name, engine.containers.create(spec)),
      },
      networks: {
        ...bound(engine.networks, signal),
        create: (spec) => note('network', spec.name, engine.networks.create(spec)),
      },
    },
    async takeAway(leave) {
      const gone = new Set<Thing>();
      const takingAway = async (): Promise<void> => {
        // A network goes once nothing is on it any more.
        for (const kind of ['container', 'network'] as const) {
          const ones = things.filter((thing) => thing.kind === kind);
          // What is not gone is told below.
          await Promise.allSettled(ones.map((thing) => remove(thing).then(() => gone.add(thing))));
        }
      };
      await cleanedUp(takingAway(), signal);
      for (const thing of things) if (!gone.has(thing)) leave({ kind: thing.kind, name: thing.name });
    },
  };
}

/** An engine that answered made nothing where it said no; one that did not may have. */
function noneWhereRefused(error: unknown): null {
  if (isForeseen(error, 'engine.lost') || isForeseen(error, 'engine.slow')) throw error;
  return null;
}

/** A client whose promises end with the signal. */
function bound<C extends object>(client: C, signal: AbortSignal): C {
  const members = Object.entries(client).map(([name, member]): [string, unknown] => [
    name,
    typeof member === 'function'
      ? (...args: unknown[]) => untilAborted(Promise.resolve(member.apply(client, args)), signal)
      : member,
  ]);
  return Object.fromEntries(members) as C;
}
