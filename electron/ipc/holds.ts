import type { EntryAt, OperationPath, Path } from '#shared/contract/index.ts';
import type { ParsedInputOf } from '#shared/contract/kinds.ts';
import { Foreseen } from '#shared/failures/failure.ts';

/** Something that one call works on at a time, or that several share while none has it alone. */
interface Hold {
  readonly what: string;
  readonly shared: boolean;
}

const alone = (kind: string, id: string): Hold => ({ what: `${kind} ${id}`, shared: false });
const shared = (kind: string, id: string): Hold => ({ what: `${kind} ${id}`, shared: true });
const ENGINE = shared('engine', 'in use');

type HoldsOf<P extends Path> = (input: ParsedInputOf<EntryAt<P>>) => readonly Hold[];

const ofDeployment = ({ id }: { readonly id: string }) => [ENGINE, alone('deployment', id), shared('licence of', id)];
/** A step of a renewal that starts, stops or removes containers. */
const ofRenewal = ({ deploymentId: id }: { readonly deploymentId: string }) => [
  ...ofDeployment({ id }),
  alone('renewal of', id),
];

/** What each operation holds while it runs: the one place that says so. One without a line here does not compile. */
const OPERATIONS: { readonly [P in OperationPath]: HoldsOf<P> } = {
  'images.pull': ({ images }) => [ENGINE, ...images.map(({ reference }) => alone('image', reference))],
  'images.load': ({ archive }) => [ENGINE, alone('archive', archive.path)],
  'license.download': ({ deploymentId }) => [
    ENGINE,
    alone('licence of', deploymentId),
    shared('renewal of', deploymentId),
  ],
  'deployments.start': ofDeployment,
  'deployments.stop': ofDeployment,
  'deployments.restart': ofDeployment,
  'deployments.remove': ofDeployment,
  'renewal.fetch': ({ deploymentId }) => [
    ENGINE,
    alone('renewal of', deploymentId),
    shared('licence of', deploymentId),
  ],
  'renewal.import': ({ deploymentId }) => [alone('renewal of', deploymentId), shared('licence of', deploymentId)],
  'renewal.startTrial': ofRenewal,
  'renewal.sample': ({ deploymentId }) => [
    ENGINE,
    alone('renewal of', deploymentId),
    shared('deployment', deploymentId),
  ],
  'renewal.switch': ofRenewal,
  'renewal.replace': ofRenewal,
  'renewal.finish': ofRenewal,
  'renewal.undo': ofRenewal,
  'interrupted.takeUp': ofRenewal,
  // A service takes documents from many at once; a results folder refuses a second batch by itself.
  'analysis.analyse': () => [],
  'batch.run': () => [],
  'evidence.make': ({ file }) => [alone('file', file.path)],
};

/** Actions that would pull the ground from under a running operation. */
const ACTIONS: { readonly [P in Path]?: HoldsOf<P> } = {
  'engine.use': () => [alone('engine', 'in use')],
  // It replaces every definition.
  'copies.restore': () => [alone('engine', 'in use')],
  'deployments.takeUp': ({ id }) => [alone('deployment', id)],
  'deployments.forget': ({ id }) => [alone('deployment', id), alone('licence of', id), alone('renewal of', id)],
};

/**
 * Whether no operation that needs the same begins while such an action is under way. A change of the engine is none: what an
 * earlier start left half done there is taken up before it is over.
 */
export const isKeptFree = (path: string): boolean => path in ACTIONS && path !== 'engine.use';

const holdsOf = (path: string, input: unknown): readonly Hold[] => {
  const table: Readonly<Record<string, ((input: never) => readonly Hold[]) | undefined>> = {
    ...OPERATIONS,
    ...ACTIONS,
  };
  return table[path]?.(input as never) ?? [];
};

const meet = (a: Hold, b: Hold): boolean => a.what === b.what && !(a.shared && b.shared);

/** A call that is under way. */
export interface UnderWay {
  readonly path: string;
  /** As it was parsed. */
  readonly input: unknown;
}

/**
 * Refuses a call that needs what one that is under way holds. Inputs are the parsed ones.
 *
 * Fails with `task.in-the-way`, which names the other one.
 */
export function checkFree({ path, input }: UnderWay, others: readonly UnderWay[]): void {
  const wanted = holdsOf(path, input);
  const inTheWay = others.find((one) =>
    holdsOf(one.path, one.input).some((held) => wanted.some((hold) => meet(hold, held))),
  );
  if (!inTheWay) return;
  throw new Foreseen('task.in-the-way', { running: inTheWay.path });
}
