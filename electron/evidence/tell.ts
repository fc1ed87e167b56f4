import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Reading } from '#shared/domain/history.ts';
import { count } from '#shared/pdf/tell.ts';
import type { Words } from '#shared/words/languages.ts';
import type { EvidenceDeployment } from './facts.ts';

/** What a container of a deployment is called in tables: the deployment's name only where there are several. */
export function nameOfContainer(
  deployments: readonly EvidenceDeployment[],
  words: Words,
): (deploymentId: string, image: ImageId) => string {
  return (deploymentId, image) => {
    const name = words.images[image].name;
    if (deployments.length === 1) return name;
    const deployment = deployments.find((one) => one.deployment.id === deploymentId)?.deployment.name ?? deploymentId;
    return `${name}, ${deployment}`;
  };
}

/** The last part of a meter's name; the totals' tables have it whole. */
export const short = (meter: string): string => meter.split('.').at(-1) ?? meter;

/** A reading's totals in one text, each meter by the last part of its name where that is its alone. */
export function totalsOf({ totals }: Reading): string {
  const often = new Map<string, number>();
  for (const { name } of totals) often.set(short(name), (often.get(short(name)) ?? 0) + 1);
  return totals
    .map(({ name, quantity }) => `${often.get(short(name)) === 1 ? short(name) : name} ${count(quantity)}`)
    .join(', ');
}
