import type { ClockJump } from '#shared/domain/clock.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment, DeploymentWorld, LicenceState, Part } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import type { AlertFacts, DeploymentFacts, DiskFacts, PartFacts } from '#shared/rules/alerts/facts.ts';
import type { Disk } from '../files/disk.ts';
import { sideBySide } from '../side-by-side.ts';
import type { AlertMemory } from './memory.ts';

export interface LookNeeds {
  readonly deployments: () => readonly Deployment[];
  /** Ids of the deployments that the engine has containers of. Fails with `engine.*`. */
  readonly present: () => Promise<ReadonlySet<string>>;
  /** Fails with `engine.*`: then nothing is known of containers. */
  readonly world: (deployment: Deployment) => Promise<DeploymentWorld>;
  readonly licence: (deploymentId: string, part: Part) => Promise<LicenceState>;
  readonly book: (deployment: Deployment) => Promise<UsageBook>;
  readonly commitments: () => readonly Commitment[];
  readonly jumps: () => readonly ClockJump[];
  readonly disk: (folder: string) => Promise<Disk | null>;
  readonly memory: Pick<AlertMemory, 'seen' | 'isMeantToServe' | 'serves' | 'lookAtDisk'>;
  readonly now: () => Date;
}

/** Books are made of the whole history; they are read anew after a reading, and otherwise this seldom. */
const BOOKS_MS = 10 * 60 * 1000;
/** Thousands of deployments are looked at a few at a time: engine, disk and window have other work as well. */
const AT_ONCE = 8;

/** What `work` makes of each of `all`, in their order. */
async function eachOf<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const made: R[] = [];
  await sideBySide([...all.entries()], AT_ONCE, async ([at, one]) => {
    made[at] = await work(one);
  });
  return made;
}

/** Gathers what alerts are made from. Remembers from look to look since when a container was not ready. */
export function createLook(needs: LookNeeds) {
  const { memory, now } = needs;
  const notReadySince = new Map<string, string>();
  let books: { readonly at: number; readonly read: Promise<readonly UsageBook[]> } | null = null;

  function readBooks(): Promise<readonly UsageBook[]> {
    const at = now().getTime();
    if (books === null || Math.abs(at - books.at) > BOOKS_MS) {
      const read = eachOf(needs.deployments(), needs.book);
      books = { at, read };
      read.catch(() => {
        books = null;
      });
    }
    return books.read;
  }

  /** `present`: which deployments have containers; null where the engine does not answer. */
  async function lookAt(deployment: Deployment, present: ReadonlySet<string> | null): Promise<DeploymentFacts> {
    // An engine that does not answer is an alert of its own, made from `present`.
    const world = present?.has(deployment.id) ? await needs.world(deployment).catch(() => null) : null;
    const nothing = present !== null && !present.has(deployment.id);
    const containers = world?.parts.flatMap(({ container }) => container ?? []) ?? [];
    const ready = containers.filter(({ readiness }) => readiness === 'ready');
    if (world && ready.length === world.parts.length)
      memory.serves(deployment.id, ready.map(({ startedAt }) => startedAt ?? '').toSorted()[0] ?? '');
    const parts = await Promise.all(
      deployment.parts.map((part) => lookAtPart(deployment.id, part, nothing ? 'none' : world)),
    );
    return { deployment, meantToServe: memory.isMeantToServe(deployment.id), parts };
  }

  /** `world`: what is true of its deployment, `none` where that has no container; null where nothing is known. */
  async function lookAtPart(
    deploymentId: string,
    part: Part,
    world: DeploymentWorld | 'none' | null,
  ): Promise<PartFacts> {
    const seen = world === 'none' ? null : (world?.parts.find(({ image }) => image === part.image) ?? null);
    const container = world ? (seen?.container ?? null) : 'unknown';
    const key = `${deploymentId} ${part.image}`;
    if (seen?.container?.readiness === 'ready') notReadySince.delete(key);
    else if (!notReadySince.has(key)) notReadySince.set(key, now().toISOString());
    return {
      part,
      licence: seen?.licence ?? (await needs.licence(deploymentId, part)),
      container,
      notReadySince: notReadySince.get(key) ?? null,
      disk: await lookAtDisk(part.outputFolder),
    };
  }

  async function lookAtDisk(folder: string): Promise<DiskFacts | null> {
    const disk = await needs.disk(folder);
    if (disk === null) return null;
    return { disk: disk.id, freeBytes: disk.freeBytes, looks: memory.lookAtDisk(disk.id, disk.freeBytes) };
  }

  return {
    /** Everything that alerts are made from, as it is now. */
    async facts(): Promise<AlertFacts> {
      // That it does not answer is what the alert says.
      const present = await needs.present().catch(() => null);
      const [deployments, read] = await Promise.all([
        eachOf(needs.deployments(), (one) => lookAt(one, present)),
        readBooks(),
      ]);
      return { deployments, commitments: needs.commitments(), books: read, jumps: needs.jumps(), seen: memory.seen() };
    },
    /** There are new readings. */
    forgetBooks(): void {
      books = null;
    },
  };
}
