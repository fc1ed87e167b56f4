import type { ContainerWorld, Deployment, DeploymentWorld } from '#shared/domain/deployment.ts';
import type { Foreseen } from '#shared/failures/failure.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts } from '../docker/types.ts';
import { commandsOf } from './commands.ts';
import { deathSince, outputTrouble } from './death.ts';
import { type Definitions, definitionOf, servingPort } from './handlers.ts';
import { ownIdsOn, presentOn } from './own.ts';
import { pauseTrouble } from './paused.ts';
import { readinessAt } from './readiness.ts';
import { seenParts } from './seen-parts.ts';
import { containerWorld, readWorld, type WorldNeeds } from './world.ts';

export interface OpenDeploymentsOptions extends WorldNeeds {
  readonly definitions: Definitions;
}

/** Opens what the other rooms ask of deployments: their definitions, and what is true of them now. */
export function openDeployments({ definitions, ...needs }: OpenDeploymentsOptions) {
  const { engines } = needs;
  return {
    definitions,
    deployments: definitions.deployments,
    /** Where licences and usage records of stored definitions are. */
    folders: (): readonly string[] =>
      definitions
        .deployments()
        .flatMap(({ parts }) => parts.flatMap((part) => [part.licenceFolder, part.outputFolder])),
    save: definitions.saveDeployment,
    /** Fails with `deployment.unknown`. */
    deployment: (id: string): Deployment => definitionOf(definitions, id),
    /** Fails with `engine.*`. */
    world: (one: Deployment): Promise<DeploymentWorld> => readWorld(one, needs),
    /** Ids of those that the engine has containers of: one question, however many there are. Fails with `engine.*`. */
    present: async (): Promise<ReadonlySet<string>> => presentOn(await engines.current()),
    /** Ids of those that this installation has containers of. Fails with `engine.*`. */
    ownIds: async (): Promise<readonly string[]> => [...(await ownIdsOn(await engines.current()))],
    worldOf: (container: ContainerFacts): Promise<ContainerWorld> => containerWorld(container),
    /** Which containers run and which do not. Fails with `engine.*`. */
    look: async (one: Deployment) => seenParts(await engines.current(), one),
    portOf: (one: Deployment): Promise<number> => servingPort(one, { engines }),
    deathSince: async (one: Deployment, at: string): Promise<Foreseen | null> =>
      deathSince(await engines.current(), one, at),
    pauseTrouble: async (one: Deployment): Promise<Foreseen | null> => pauseTrouble(await engines.current(), one),
    outputTrouble: async (one: Deployment): Promise<Foreseen | null> => outputTrouble(await engines.current(), one),
    commandsFor: commandsOf,
    /** What an engine knows the containers of a deployment by, `name=value`. */
    labelOf: (id: string): string => `${LABELS.deployment}=${id}`,
    isReady: async (port: number): Promise<boolean> => (await readinessAt(port)) === 'ready',
  };
}
