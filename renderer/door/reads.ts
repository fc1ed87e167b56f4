import { QueryClient, type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { EntryAt, OperationPath, Path } from '#shared/contract/index.ts';
import type { Action, InputOf, OutputOf, Query } from '#shared/contract/kinds.ts';
import { call, type Refused, start, subscribe } from './bridge.ts';

export type QueryPath = { [P in Path]: EntryAt<P> extends Query ? P : never }[Path] & Exclude<Path, OperationPath>;
export type ActionPath = { [P in Path]: EntryAt<P> extends Action ? P : never }[Path] & Exclude<Path, OperationPath>;

/**
 * The world as last read. `networkMode: 'always'`: reads go to our own main process, and by default they would wait for
 * ever on a host whose browser says "offline".
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 1000, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
});

// Large, and told as changed after each reading: reading it again with each page would only take the page's time.
for (const name of ['book', 'books']) queryClient.setQueryDefaults(['usage', name], { staleTime: 5 * 60_000 });

const keyOf = (path: string, input: unknown): readonly unknown[] => [...path.split('.'), input ?? null];

/**
 * Reads a query through the door and keeps it fresh; `everyMs` reads again on a timer while the window is visible. `once` is
 * for what never changes and is large: read when it is first wanted, whatever is pushed meanwhile, and given back when nobody shows it any more.
 */
export function useRead<P extends QueryPath>(
  path: P,
  input: InputOf<EntryAt<P>>,
  options: { readonly everyMs?: number; readonly enabled?: boolean; readonly once?: boolean } = {},
): UseQueryResult<OutputOf<EntryAt<P>>, Refused> {
  return useQuery<OutputOf<EntryAt<P>>, Refused>({
    queryKey: keyOf(path, input),
    queryFn: () => call(path, input),
    refetchInterval: options.everyMs ?? false,
    enabled: options.enabled ?? true,
    structuralSharing: true,
    ...(options.once
      ? { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnWindowFocus: false, meta: { once: true } }
      : {}),
  });
}

/**
 * Reads a query part by part, one after the other, as one read: answers to thousands of questions would each be kept and
 * watched for themselves, and one answer to all would hold the app up.
 */
export function useReadParts<P extends QueryPath>(
  path: P,
  inputs: readonly InputOf<EntryAt<P>>[],
): UseQueryResult<readonly OutputOf<EntryAt<P>>[], Refused> {
  return useQuery<readonly OutputOf<EntryAt<P>>[], Refused>({
    queryKey: keyOf(path, inputs),
    queryFn: async () => {
      const parts: OutputOf<EntryAt<P>>[] = [];
      for (const input of inputs) parts.push(await call(path, input));
      return parts;
    },
    structuralSharing: false,
  });
}

/** An action: changes something and is over within a blink. */
export function useAction<P extends ActionPath>(
  path: P,
): UseMutationResult<OutputOf<EntryAt<P>>, Refused, InputOf<EntryAt<P>>> {
  return useMutation<OutputOf<EntryAt<P>>, Refused, InputOf<EntryAt<P>>>({ mutationFn: (input) => call(path, input) });
}

/**
 * An action whose input holds a secret. React Query keeps the variables of a mutation for minutes after its end; here it
 * gets none: the input is held by the call alone and is gone with it.
 */
export function useSecretAction<P extends ActionPath>(
  path: P,
): {
  readonly run: (input: InputOf<EntryAt<P>>, options: { readonly onSuccess: () => void }) => void;
  readonly isPending: boolean;
  readonly error: Refused | null;
} {
  const held = useRef<InputOf<EntryAt<P>> | null>(null);
  const { mutate, isPending, error } = useMutation<void, Refused, void>({
    gcTime: 0,
    mutationFn: async () => {
      const input = held.current;
      held.current = null;
      if (input !== null) await call(path, input);
    },
  });
  return {
    run(input, options) {
      held.current = input;
      mutate(undefined, options);
    },
    isPending,
    error,
  };
}

/** Starts an operation; the mutation's value is the operation's id. Its progress is read with `useLatest`. */
export function useStart<P extends OperationPath>(path: P): UseMutationResult<string, Refused, InputOf<EntryAt<P>>> {
  return useMutation<string, Refused, InputOf<EntryAt<P>>>({ mutationFn: (input) => start(path, input) });
}

/** One of several operations with its input. */
export type OneOf<P extends OperationPath> = {
  [Q in P]: { readonly path: Q; readonly input: InputOf<EntryAt<Q>> };
}[P];

/** Starts whichever of several operations; a refusal is of the one that was asked for last. */
export function useStartOneOf<P extends OperationPath>(): UseMutationResult<string, Refused, OneOf<P>> {
  return useMutation<string, Refused, OneOf<P>>({ mutationFn: ({ path, input }) => start(path, input) });
}

const DEBOUNCE_MS = 250;
const CEILING_MS = 1500;

/** Reads again what the main side says has changed: debounced, but never later than the ceiling. Returns what ends it. */
export function followChanges(): () => void {
  let topics = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let firstAt = 0;
  const flush = (): void => {
    const rooms = topics;
    topics = new Set();
    timer = null;
    void queryClient.invalidateQueries({
      predicate: ({ queryKey, meta }) => !meta?.['once'] && (rooms.has('*') || rooms.has(String(queryKey[0]))),
    });
  };
  return subscribe((push) => {
    if (push.kind !== 'changed') return;
    for (const topic of push.topics) topics.add(topic);
    const now = Date.now();
    if (timer === null) firstAt = now;
    else clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, Math.min(DEBOUNCE_MS, firstAt + CEILING_MS - now)));
  });
}
