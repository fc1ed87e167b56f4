/** Labels mark what is ours; start-up removes leftovers by them. */
export const LABELS = {
  /** `licence` | `deployment`: which job made it. */
  job: 'io.drydock.job',
  /** The deployment's id. */
  deployment: 'io.drydock.deployment',
  /** The catalogue id of the image. */
  image: 'io.drydock.image',
} as const;
