import type { Deployment, Part } from '#shared/domain/deployment.ts';

/** For tests: a part of a deployment, by its place or its image; the feature's where none is named. */
export function partOf({ parts }: Pick<Deployment, 'parts'>, which: number | string = 0): Part {
  const part = typeof which === 'number' ? parts[which] : parts.find(({ image }) => image === which);
  if (!part) throw new Error(`the deployment has no part ${which}`);
  return part;
}
