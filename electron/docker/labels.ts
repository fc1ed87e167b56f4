/** Labels mark what is ours; start-up removes leftovers by them. */
export const LABELS = {
  /** `licence` | `deployment`: which job made it. */
  job: 'io.drydock.job',
  /** The deployment's id. */
  deployment: 'io.drydock.deployment',
  /** Which renewal's container set it belongs to; the first set of a deployment has none. */
  set: 'io.drydock.set',
  /** The catalogue id of the image. */
  image: 'io.drydock.image',
} as const;
