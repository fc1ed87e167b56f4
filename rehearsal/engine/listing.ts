import { filterOf, hasLabels, isOn, Refusal } from './answers.ts';
import type { Container } from './state.ts';

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const LIST_FILTERS = [
  'label',
  'name',
  'id',
  'status',
  'exited',
  'ancestor',
  'before',
  'since',
  'volume',
  'network',
  'health',
  'publish',
  'expose',
  'isolation',
  'is-task',
];

/** The containers that a list's query asks for, newest first. Fails with 400, as Docker does, for a filter that it does not know. */
export function matching(containers: Iterable<Container>, query: URLSearchParams): readonly Container[] {
  const of = (name: string): readonly string[] => filterOf(query, name, LIST_FILTERS);
  const [labels, names, ids, states, exits] = ['label', 'name', 'id', 'status', 'exited'].map(of);
  const limit = Number(query.get('limit') ?? 0);
  const strange = states?.find((state) => !STATES.includes(state));
  if (strange !== undefined) throw new Refusal(400, `Unrecognised filter value for status: ${strange}`);
  const all = isOn(query, 'all') || limit > 0 || states?.length || exits?.length;
  const any = (wanted: readonly string[] | undefined, meets: (one: string) => boolean): boolean =>
    !wanted?.length || wanted.some(meets);
  const found = [...containers]
    .filter(({ state }) => all || state.status === 'running' || state.status === 'restarting')
    .filter((container) => hasLabels(container.labels, labels ?? []))
    .filter(({ name }) => any(names, (one) => `/${name}`.includes(one)))
    .filter(({ id }) => any(ids, (one) => id.startsWith(one)))
    .filter(({ state }) => any(states, (one) => state.status === one))
    .filter(({ state }) => any(exits, (one) => state.status === 'exited' && state.exitCode === Number(one)))
    .slice(limit > 0 ? -limit : 0);
  return found.toReversed();
}
