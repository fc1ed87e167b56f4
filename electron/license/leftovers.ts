import type { BrokenOffDownload } from '#shared/contract/interrupted.ts';
import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { isFromBefore } from '../deployment/own.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import type { OwnPlaces } from '../files/own-place.ts';
import { guardsLast, isGuard } from './container.ts';
import { finishMoves, removeStaging } from './move-in.ts';

export type Leftovers = ReturnType<typeof createLeftovers>;

export interface LeftoversOptions {
  readonly now: () => Date;
  /** Told when containers of an earlier start were found. */
  readonly found: () => void;
  readonly places: Pick<OwnPlaces, 'there' | 'tidy'>;
  readonly failed: (error: unknown) => void;
}

/**
 * Licence containers that an earlier start of this installation left, because it was killed: they hold the key in their
 * arguments, and may still run. Those of somebody else stay as they are. And what it left of licences on the disk.
 */
export function createLeftovers({ now, found, places, failed }: LeftoversOptions) {
  let known: readonly (BrokenOffDownload & { readonly deploymentId: string })[] = [];
  /** What downloads since this start are of: their containers are none of an earlier one. */
  const begun = new Set<string>();
  const nameOf = (deploymentId: string | undefined, image: string | undefined): string =>
    JSON.stringify([deploymentId, image]);

  async function finishOne(deploymentId: string, { image, licenceFolder }: Part): Promise<void> {
    for (const place of await places.there(licenceFolder)) {
      await removeStaging(place);
      if (!(await finishMoves(place, licenceFolder))) continue;
      const at = now().toISOString();
      known = [...known, { deploymentId, image, startedAt: null, endedAt: at, taken: true }];
    }
    await places.tidy(licenceFolder);
  }

  return {
    /**
     * Puts licences into their folders that were whole when Drydock was killed, and takes away what was not. What cannot be
     * done now is left for the next start, or the next download. Never rejects.
     */
    finish: async (parts: readonly { readonly deploymentId: string; readonly part: Part }[]): Promise<void> => {
      await Promise.all(parts.map(({ deploymentId, part }) => finishOne(deploymentId, part).catch(failed)));
    },
    /**
     * Removes them, with what they were to fill, and remembers what was broken off. One that does not go keeps no other one: it
     * fails once all were tried.
     */
    async remove(engine: Engine, deployments: readonly Deployment[]): Promise<void> {
      const labels = { [LABELS.job]: 'licence' };
      const [own, strangers] = await Promise.all([
        engine.containers.withLabels(labels),
        engine.containers.strangers(labels),
      ]);
      const adopted = strangers.filter((one) => deployments.some((deployment) => isFromBefore(one, deployment)));
      const left = [...own, ...adopted].filter(
        ({ labels: of }) => !begun.has(nameOf(of[LABELS.deployment], of[LABELS.image])),
      );
      const failures: unknown[] = [];
      for (const container of guardsLast(left)) {
        try {
          await engine.containers.remove(container.id);
        } catch (error) {
          failures.push(error);
          continue;
        }
        if (isGuard(container)) continue;
        const part = partOf(container, deployments);
        if (!part) continue;
        const { startedAt, finishedAt } = container;
        const of = { deploymentId: part.deploymentId, image: part.image };
        known = [...known, { ...of, startedAt, endedAt: finishedAt ?? now().toISOString(), taken: false }];
      }
      if (left.length > 0) found();
      if (failures.length > 0) throw failures[0];
    },
    /** What was broken off of a deployment, since this start. */
    brokenOff: (deploymentId: string): readonly BrokenOffDownload[] =>
      known.filter((one) => one.deploymentId === deploymentId).map(({ deploymentId: _, ...one }) => one),
    /** A new download of the image has begun: the one before is of no interest any more, and its containers are its own. */
    begin(deploymentId: string, image: ImageId): void {
      begun.add(nameOf(deploymentId, image));
      known = known.filter((one) => one.deploymentId !== deploymentId || one.image !== image);
    },
  };
}

function partOf({ labels }: ContainerFacts, deployments: readonly Deployment[]) {
  const deploymentId = labels[LABELS.deployment];
  const image = ImageId.safeParse(labels[LABELS.image]);
  const parts = deployments.find(({ id }) => id === deploymentId)?.parts;
  const part = parts?.find((one) => image.success && one.image === image.data);
  return part && deploymentId ? { ...part, deploymentId } : null;
}
