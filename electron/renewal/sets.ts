import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { planOf } from '../deployment/plan.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts } from '../docker/types.ts';
import { datedFolder } from '../files/dated-folder.ts';
import { type Lane, laneAt, sharedRoute } from '../gate/plan-gate.ts';
import type { Before, Marked } from './marks.ts';

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

/** Whether a container publishes the deployment's own port itself, as version 0.1.0 started it. */
export const hasPort = (container: ContainerFacts, port: number): boolean =>
  container.ports.some(({ hostPort }) => hostPort === port);

/** Whether a container is reached through the gate; version 0.1.0 gave each a port of its own. */
export const isBehindGate = ({ labels }: ContainerFacts): boolean => labels[LABELS.gatePort] !== undefined;

/** The lane of the gate that a set is behind; a container that version 0.1.0 started is behind none. */
export const laneOf = (members: readonly ContainerFacts[]): Lane | null =>
  members.flatMap(({ labels }) => laneAt(labels[LABELS.gatePort]) ?? [])[0] ?? null;

/** Where requests at the deployment's port go: to the feature of the first, and for what it does not know of the next. */
export const routeTo = (...deployments: readonly Deployment[]): string =>
  sharedRoute(...deployments.map((one) => planOf(one).targets[0]));
