/** Labels mark what is ours, and whose; nothing is shown, stopped or removed without them. */
export const LABELS = {
  /** Which installation of Drydock made it: its id. Put on by the client itself. Version 0.1.0 did not know it. */
  installation: 'io.drydock.installation',
  /** `licence` | `deployment`: which job made it. */
  job: 'io.drydock.job',
  /** The deployment's id. */
  deployment: 'io.drydock.deployment',
  /** Which renewal's container set it belongs to; the first set of a deployment has none. */
  set: 'io.drydock.set',
  /** `true` on a deployment's gate, which is none of its containers. */
  gate: 'io.drydock.gate',
  /** `true` on the guard of a licence run, which is none itself. */
  guard: 'io.drydock.guard',
  /** The port of the gate behind which a container is. */
  gatePort: 'io.drydock.gate-port',
  /** The catalogue id of the image. */
  image: 'io.drydock.image',
} as const;

type Labels = Readonly<Record<string, string>>;

/** Labels as the engine's list filters take them. */
export const labelFilter = (labels: Labels): string[] =>
  Object.entries(labels).map(([name, value]) => `${name}=${value}`);

/** Whose things are made and found on an engine. */
export interface Owner {
  /** The installation's id. */
  readonly id: string;
  /** Deployments that another installation made and that were taken up: what bears both labels is ours as well. */
  readonly adopted: () => readonly { readonly installation: string; readonly deployment: string }[];
}

/** The labels with the installation's mark. */
export const marked = (labels: Labels, { id }: Pick<Owner, 'id'>): Record<string, string> => ({
  ...labels,
  [LABELS.installation]: id,
});

/**
 * The labels of a container. It gets those of its image as well, which may be anything; of ours it has those that are said here, and
 * the others are said to be empty.
 */
export const onContainer = (labels: Labels, owner: Pick<Owner, 'id'>): Record<string, string> => ({
  ...Object.fromEntries(Object.values(LABELS).map((name) => [name, ''])),
  ...marked(labels, owner),
});

/** Labels as they are meant: an empty one of ours is none. */
export const meant = (labels: Labels): Labels => {
  const ours: readonly string[] = Object.values(LABELS);
  return Object.fromEntries(Object.entries(labels).filter(([name, value]) => value !== '' || !ours.includes(name)));
};

/** Whether what bears these labels is the owner's. */
export function isMarked(labels: Labels | null | undefined, { id, adopted }: Owner): boolean {
  const installation = labels?.[LABELS.installation];
  if (installation === id) return true;
  const deployment = labels?.[LABELS.deployment];
  return adopted().some((one) => one.installation === installation && one.deployment === deployment);
}
