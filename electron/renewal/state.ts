import type { LicenceState } from '#shared/domain/deployment.ts';
import type { RenewalState } from '#shared/domain/renewal.ts';
import { readinessOf } from '../deployment/readiness.ts';
import { keptLicences } from './folders.ts';
import { featureOf, imageOf, membersOf } from './sets.ts';
import { type RenewalNeeds, readStand } from './stand.ts';
import { sideBySideOf } from './trial.ts';

/** Everything that is true of a deployment's renewal, read now. Fails with `engine.*`. */
export async function readRenewal(
  { deploymentId }: { readonly deploymentId: string },
  needs: RenewalNeeds,
): Promise<RenewalState> {
  const stand = await readStand(deploymentId, needs);
  const { deployment, old, next, marked, containers, stage } = stand;
  const newMembers = stage === 'none' || stage === 'leftovers' ? [] : membersOf(next, containers);
  const own = membersOf(deployment, containers);
  const parts = await Promise.all(
    old.parts.map(async (part) => {
      const container = newMembers.find((one) => imageOf(next, one) === part.image) ?? null;
      return {
        image: part.image,
        old: await needs.licences.of(deploymentId, part, null),
        fresh: await freshOf(part.image),
        container: container ? await needs.worldOf(container) : null,
      };
    }),
  );
  async function freshOf(image: (typeof old.parts)[number]['image']) {
    const mark = marked.find((one) => one.image === image);
    if (!mark) return null;
    const licence: LicenceState = await needs.readLicence(mark.folder, needs.now());
    return { licence, from: mark.from, since: mark.since };
  }
  const feature = stage === 'trial' ? featureOf(next, containers) : null;
  const at = feature?.ports[0];
  const inUse = new Set([...old.parts, ...next.parts].map(({ licenceFolder }) => licenceFolder));
  const bytes = old.parts.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const host = await stand.engine.info();
  return {
    deploymentId,
    readAt: needs.now().toISOString(),
    stage,
    set: marked[0]?.set ?? null,
    way: stand.way,
    parts,
    serving: stand.serving,
    oldThere: stage !== 'none' && membersOf(old, containers).length > 0,
    trial:
      feature && at
        ? { address: at.hostAddress, port: at.hostPort, ready: (await readinessOf(feature)) === 'ready' }
        : null,
    sideBySide: sideBySideOf(stand),
    memory: {
      runningBytes: containers.reduce((sum, one) => sum + (one.state === 'running' ? (one.memoryBytes ?? 0) : 0), 0),
      secondBytes: bytes,
      hostBytes: host.memoryBytes,
    },
    kept: [...(await keptLicences(old.parts, inUse, needs.now(), needs.templates.has))],
    leftovers: stage === 'leftovers' ? containers.filter((one) => !own.includes(one)).map(({ name }) => name) : [],
  };
}
