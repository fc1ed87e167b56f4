import type { BrokenOffDownload } from '#shared/contract/interrupted.ts';
import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { isFromBefore } from '../deployment/own.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { guardsLast, isGuard } from './container.ts';
import { removeStaging } from './move-in.ts';

export type Leftovers = ReturnType<typeof createLeftovers>;

/**
 * Licence containers that an earlier start of this installation left, because it was killed: they hold the key in their
 * arguments, and may still run. Those of somebody else stay as they are.
 */
export function createLeftovers({ now, found }: { readonly now: () => Date; readonly found: () => void }) {
  let known: readonly (BrokenOffDownload & { readonly deploymentId: string })[] = [];
  /** What downloads since this start are of: their containers are none of an earlier one. */
  const begun = new Set<string>();
  const nameOf = (deploymentId: string | undefined, image: string | undefined): string =>
    JSON.stringify([deploymentId, image]);
  return {
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
        await removeStaging(part.licenceFolder);
        const { startedAt, finishedAt } = container;
        const of = { deploymentId: part.deploymentId, image: part.image };
        known = [...known, { ...of, startedAt, endedAt: finishedAt ?? now().toISOString() }];
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
