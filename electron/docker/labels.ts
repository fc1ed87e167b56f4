/** Labels mark what is ours; start-up removes leftovers by them. */
export const LABELS = {
  /** `licence` | `deployment`: which job made it. */
  job: 'io.drydock.job',
  /** The deployment's id. */
  deployment: 'io.drydock.deployment',
  /** Which renewal's container set it belongs to; the first set of a deployment has none. */
  set: 'io.drydock.set',
  /** `true` on a deployment's gate, which is none of its containers. */
  gate: 'io.drydock.gate',
  /** The port of the gate behind which a container is. */
  gatePort: 'io.drydock.gate-port',
  /** The catalogue id of the image. */
  image: 'io.drydock.image',
} as const;
