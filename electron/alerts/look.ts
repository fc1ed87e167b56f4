import type { ClockJump } from '#shared/domain/clock.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment, DeploymentWorld, LicenceState, Part } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import type { AlertFacts, DeploymentFacts, DiskFacts, PartFacts } from '#shared/rules/alerts/facts.ts';
import type { Disk } from '../files/disk.ts';
import type { AlertMemory } from './memory.ts';

export interface LookNeeds {
  readonly deployments: () => readonly Deployment[];
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

/** Gathers what alerts are made from. Remembers from look to look since when a container was not ready. */
export function createLook(needs: LookNeeds) {
  const { memory, now } = needs;
  const notReadySince = new Map<string, string>();
  let books: { readonly at: number; readonly read: Promise<readonly UsageBook[]> } | null = null;

  function readBooks(): Promise<readonly UsageBook[]> {
    const at = now().getTime();
    if (books === null || Math.abs(at - books.at) > BOOKS_MS) {
      const read = Promise.all(needs.deployments().map((one) => needs.book(one)));
      books = { at, read };
      read.catch(() => {
        books = null;
      });
    }
    return books.read;
  }

  async function lookAt(deployment: Deployment): Promise<DeploymentFacts> {
    const world = await needs.world(deployment).catch(() => null);
    const containers = world?.parts.flatMap(({ container }) => container ?? []) ?? [];
    const ready = containers.filter(({ readiness }) => readiness === 'ready');
    if (world && ready.length === world.parts.length)
      memory.serves(deployment.id, ready.map(({ startedAt }) => startedAt ?? '').toSorted()[0] ?? '');
    const parts = await Promise.all(deployment.parts.map((part) => lookAtPart(deployment.id, part, world)));
    return { deployment, meantToServe: memory.isMeantToServe(deployment.id), parts };
  }

  async function lookAtPart(deploymentId: string, part: Part, world: DeploymentWorld | null): Promise<PartFacts> {
    const seen = world?.parts.find(({ image }) => image === part.image) ?? null;
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
      const [deployments, read] = await Promise.all([Promise.all(needs.deployments().map(lookAt)), readBooks()]);
      return { deployments, commitments: needs.commitments(), books: read, jumps: needs.jumps(), seen: memory.seen() };
    },
    /** There are new readings. */
    forgetBooks(): void {
      books = null;
    },
  };
}
