import type { usage } from '#shared/contract/usage.ts';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { PartUsage, UsageReport } from '#shared/domain/usage.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { type RunningPart, readUsage } from './collect.ts';
import type { UsageHistory } from './history.ts';

export interface UsageNeeds {
  readonly history: UsageHistory;
  readonly deployment: (id: string) => Deployment;
  /** The running containers of a deployment with the ports they are published on. */
  readonly runningParts: (deployment: Deployment) => Promise<readonly RunningPart[]>;
  readonly now: () => Date;
}

/** Largest total any meter of a deployment has reported; null where none ever was. */
export const quantityIn = (parts: readonly PartUsage[]): number | null => {
  const quantities = parts.flatMap(({ totals }) => totals.map(({ quantity }) => quantity));
  return quantities.length === 0 ? null : Math.max(...quantities);
};

/** Serves `usage`. */
export function serveUsage(needs: UsageNeeds): HandlersFor<typeof usage> {
  /** Containers that did not answer when they were last asked. */
  const stale = new Map<string, readonly ImageId[]>();
  const report = async (id: string): Promise<UsageReport> => ({
    parts: [...(await needs.history.read(id))],
    stale: [...(stale.get(id) ?? [])],
  });
  return {
    report: ({ deploymentId }) => report(deploymentId),
    async collect({ deploymentId }) {
      const deployment = needs.deployment(deploymentId);
      const order = deployment.parts.map(({ image }) => image);
      let fresh: readonly PartUsage[] = [];
      try {
        const running = await needs.runningParts(deployment);
        const readings = await Promise.allSettled(
          running.map((part) => readUsage(part, deployment.createdAt, needs.now())),
        );
        fresh = readings.flatMap((reading) => (reading.status === 'fulfilled' ? [reading.value] : []));
        const failed = readings.find((reading) => reading.status === 'rejected');
        if (failed && fresh.length === 0) throw failed.reason;
      } finally {
        stale.set(
          deploymentId,
          order.filter((image) => !fresh.some((part) => part.image === image)),
        );
      }
      const kept = await needs.history.read(deploymentId);
      const older = kept.filter(({ image }) => !fresh.some((part) => part.image === image));
      const parts = [...fresh, ...older].toSorted((a, b) => order.indexOf(a.image) - order.indexOf(b.image));
      if (fresh.length > 0) await needs.history.write(deploymentId, parts);
      return report(deploymentId);
    },
  };
}
