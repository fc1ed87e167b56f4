import type { deployments } from '#shared/contract/deployments.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { FoundDeployment } from '#shared/domain/found.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Engines } from '../docker/types.ts';
import type { Ask } from '../grants/ask.ts';
import type { SystemFolders } from '../grants/system-folders.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { type FoundNeeds, foundIn, type Group, routesOf, unknownGroups } from './found.ts';
import type { Definitions } from './handlers.ts';
import { nextFreePort } from './ports.ts';
import { checkDefinition } from './save.ts';

export interface TakeUpFoundNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly definitions: Definitions;
  readonly folder: string;
  readonly nameOf: (feature: FeatureId) => string;
  readonly ask: Pick<Ask, 'containers'>;
  readonly systemFolders: Pick<SystemFolders, 'checkFolder'>;
  /** Makes what another installation made for a deployment this one's. */
  readonly adopt: (one: { readonly installation: string; readonly deployment: string }) => Promise<void>;
  readonly usage: { readonly soon: (deploymentId: string) => void };
  readonly now: () => Date;
}

const FIRST_PORT = 5000;

/** Serves the part of `deployments` that finds those again which the settings lost. */
export function serveFound(needs: TakeUpFoundNeeds): Pick<HandlersFor<typeof deployments>, 'found' | 'takeUp'> {
  const { engines, definitions, ask, systemFolders, adopt, usage } = needs;
  const foundNeeds = (): FoundNeeds => {
    const stored = definitions.deployments();
    const freePort = () => nextFreePort(FIRST_PORT, new Set(stored.map(({ hostPort }) => hostPort)));
    return { definitions: stored, folder: needs.folder, nameOf: needs.nameOf, freePort, now: needs.now() };
  };
  return {
    async found() {
      const engine = await engines.current();
      const groups = await unknownGroups(engine, definitions.deployments());
      // What somebody else made is looked at from outside alone.
      const look = async (group: Group): Promise<FoundDeployment | null> =>
        foundIn(group, group.installation === null ? await routesOf(engine, group) : null, foundNeeds());
      return (await Promise.all(groups.map(look))).flatMap((one) => one ?? []);
    },
    async takeUp({ id, installation, name, hostPort }) {
      const engine = await engines.current();
      const groups = await unknownGroups(engine, definitions.deployments());
      const group = groups.find((one) => one.id === id && one.installation === installation);
      if (!group) throw new Foreseen('deployment.not-on-engine', { id });
      if (installation !== null) {
        const folders = new Set(group.containers.flatMap(({ mounts }) => mounts.map(({ hostPath }) => hostPath)));
        const names = group.containers.map((one) => one.name);
        if (!(await ask.containers({ containers: names, folders: [...folders] })))
          throw new Foreseen('deployment.not-taken-up', { id });
      }
      const found = await foundIn(group, await routesOf(engine, group), foundNeeds());
      if (!found) throw new Foreseen('deployment.not-on-engine', { id });
      const port = found.proposed.includes('port') ? hostPort : found.deployment.hostPort;
      const deployment = { ...found.deployment, name, hostPort: port };
      checkDefinition(deployment, definitions.deployments());
      for (const { licenceFolder, outputFolder } of deployment.parts)
        for (const path of [licenceFolder, outputFolder]) await systemFolders.checkFolder(path);
      if (installation) await adopt({ installation, deployment: id });
      definitions.saveDeployment(deployment);
      usage.soon(id);
      return deployment;
    },
  };
}
