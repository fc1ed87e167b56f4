import { useSyncExternalStore } from 'react';
import type { EntryAt, OperationPath } from '#shared/contract/index.ts';
import type { Operation, OutputOf, ProgressOf } from '#shared/contract/kinds.ts';
import { MAX_ENDED, type OperationSnapshot, type OperationState } from '#shared/contract/messages.ts';
import { call, subscribe } from './bridge.ts';

/** The one store of operations, fed by the door: a list to begin with, then snapshots. */
let snapshots: readonly OperationSnapshot[] = [];
const listeners = new Set<() => void>();

function put(next: OperationSnapshot): void {
  const known = snapshots.find(({ id }) => id === next.id);
  if (known && known.seq >= next.seq) return; // the list may be older than what was pushed meanwhile
  snapshots = kept(known ? snapshots.map((old) => (old.id === next.id ? next : old)) : [...snapshots, next]);
  for (const listener of listeners) listener();
}

/** Without the oldest of the ended ones where they are more than the main side keeps: each has its log. */
function kept(all: readonly OperationSnapshot[]): readonly OperationSnapshot[] {
  const ended = all.filter(({ state }) => state.name !== 'running');
  const surplus = new Set(ended.slice(0, Math.max(0, ended.length - MAX_ENDED)));
  return surplus.size === 0 ? all : all.filter((one) => !surplus.has(one));
}

/** Opens the store: call once, before the first render. */
export async function openOperations(): Promise<void> {
  subscribe((push) => {
    if (push.kind === 'operation') put(push.snapshot);
  });
  const listed = await call('tasks.list', undefined);
  const pushed = new Map(snapshots.map((one) => [one.id, one]));
  const inOrder = listed.map((one) => {
    const other = pushed.get(one.id);
    pushed.delete(one.id);
    return other && other.seq > one.seq ? other : one;
  });
  // What was pushed meanwhile and is not listed began after all that is.
  snapshots = kept([...inOrder, ...pushed.values()]);
  for (const listener of listeners) listener();
}

/** Takes an ended operation off the list here and on the main side. */
export async function dismiss(operationId: string): Promise<void> {
  await call('tasks.dismiss', { operationId });
  snapshots = snapshots.filter(({ id }) => id !== operationId);
  for (const listener of listeners) listener();
}

const onChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** All operations, oldest first. */
export const useOperations = (): readonly OperationSnapshot[] => useSyncExternalStore(onChange, () => snapshots);

/** A snapshot whose progress and output have the types of its path. */
export type SnapshotOf<P extends OperationPath> = Omit<OperationSnapshot, 'progress' | 'state'> & {
  readonly progress: (EntryAt<P> extends Operation ? ProgressOf<EntryAt<P>> : never) | null;
  readonly state:
    | Exclude<OperationState, { name: 'succeeded' }>
    | { readonly name: 'succeeded'; readonly endedAt: string; readonly output: OutputOf<EntryAt<P>> };
};

/** Whether a snapshot is of `path`; its parts were parsed against the contract by the side that made them. */
export const isOf = <P extends OperationPath>(
  snapshot: OperationSnapshot,
  path: P,
): snapshot is OperationSnapshot & SnapshotOf<P> => snapshot.path === path;

/** The newest operation of `path` for which `fits` holds, e.g. the one of this deployment; null if there was none. */
export function useLatest<P extends OperationPath>(
  path: P,
  fits: (snapshot: OperationSnapshot) => boolean,
): SnapshotOf<P> | null {
  return (
    useOperations().findLast(
      (snapshot): snapshot is OperationSnapshot & SnapshotOf<P> => isOf(snapshot, path) && fits(snapshot),
    ) ?? null
  );
}

/** The same of several paths: the newest of all of them. */
export const useLatestOf = <P extends OperationPath>(
  paths: readonly P[],
  fits: (snapshot: OperationSnapshot) => boolean,
): SnapshotOf<P> | null =>
  (useOperations().findLast((one) => paths.some((path) => path === one.path) && fits(one)) as
    | SnapshotOf<P>
    | undefined) ?? null; // its parts were parsed against the contract by the side that made them

/** A member of an operation's input, e.g. which deployment it is about; undefined where it has none. */
export const inputOf = ({ input }: Pick<OperationSnapshot, 'input'>, member: string): unknown =>
  typeof input === 'object' && input !== null ? Reflect.get(input, member) : undefined;
