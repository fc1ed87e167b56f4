import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { type Plan, planOf } from '../deployment/plan.ts';
import type { ContainerFacts, NetworkFacts } from '../docker/types.ts';
import { datedFolder } from '../files/dated-folder.ts';
import type { Before, Marked } from './folders.ts';

/** The deployment as it was before the renewal. */
export function oldDeployment(deployment: Deployment, before: Before): Deployment {
  const { set: _set, ...rest } = deployment;
  const parts = deployment.parts.map((part) => ({
    ...part,
    ...before.parts.find(({ image }) => image === part.image),
  }));
  return { ...rest, ...(before.set === undefined ? {} : { set: before.set }), parts };
}

/**
 * The deployment as it will be: fresh licences where there are some. Two sets that run at once never write their usage
 * records into one folder, so the new one gets its own; where one ends before the other starts it goes on in the old one.
 */
export function newDeployment(
  old: Deployment,
  marked: readonly Marked[],
  set: string,
  output: 'own-output' | 'same-output',
): Deployment {
  const parts = old.parts.map((part) => ({
    ...part,
    licenceFolder: marked.find(({ image }) => image === part.image)?.folder ?? part.licenceFolder,
    outputFolder: output === 'own-output' ? datedFolder(part.outputFolder, set) : part.outputFolder,
  }));
  return { ...old, set, parts };
}

/** What the renewal changes of a definition, kept with each mark. */
export const beforeOf = ({ set, parts }: Deployment): Before => ({
  ...(set === undefined ? {} : { set }),
  parts: parts.map(({ image, licenceFolder, outputFolder }) => ({ image, licenceFolder, outputFolder })),
});

/**
 * Publishes the second set's feature while it is tried. Of a container's networks the engine publishes by the first in
 * order of name, so this one has to come before the set's own, which every name with a letter here does not.
 */
export const trialNetworkOf = (plan: Plan): string => plan.network.name.replace(/^drydock-/, 'drydock--trial-');

/** The containers of a plan that are there, in its order: helpers first. */
export const membersOf = (deployment: Deployment, all: readonly ContainerFacts[]): readonly ContainerFacts[] =>
  planOf(deployment).containers.flatMap(({ spec }) => all.filter(({ name }) => name === spec.name));

/** Which of a plan's images a container was made of. */
export const imageOf = (deployment: Deployment, { name }: ContainerFacts): ImageId =>
  planOf(deployment).containers.find(({ spec }) => spec.name === name)?.image ?? deployment.feature;

/** The container of the feature, which has the deployment's port; the plan has it last. */
export const featureOf = (deployment: Deployment, all: readonly ContainerFacts[]): ContainerFacts | null => {
  const name = planOf(deployment).containers.at(-1)?.spec.name;
  return all.find((one) => one.name === name) ?? null;
};

/** The networks of a plan: its own, and that of a trial. */
export const networksOf = (deployment: Deployment, all: readonly NetworkFacts[]): readonly NetworkFacts[] => {
  const plan = planOf(deployment);
  return all.filter(({ name }) => name === plan.network.name || name === trialNetworkOf(plan));
};

/** Whether a container answers at the deployment's own port, not at another address of loopback. */
export const hasPort = (container: ContainerFacts | null, port: number): boolean =>
  container?.state === 'running' &&
  container.ports.some(
    ({ hostPort, hostAddress }) =>
      hostPort === port && (hostAddress === '127.0.0.1' || !hostAddress.startsWith('127.')),
  );
