import { Refusal } from './answers.ts';
import type { Container } from './state.ts';

/** Names that the engine keeps for itself: nobody finds another there by name. */
export const PRIVILEGED_NAMES = ['bridge', 'default', 'host', 'none'];

/** The networks that a container is on, the one that publishes its ports first; the engine's own give no names. */
export const networksOf = ({ network, aliases, joined }: Container): Container['joined'] =>
  [{ network, aliases }, ...joined].filter((one) => !PRIVILEGED_NAMES.includes(one.network));

/** The names of those; none of a container that is gone. */
export const networkNames = (container: Container | undefined): readonly string[] =>
  container ? networksOf(container).map(({ network }) => network) : [];

/** On these networks: the first by name is its way out and publishes its ports, as with the engine. */
function withNetworks(container: Container, networks: Container['joined']): Container {
  const [first, ...joined] = networks.toSorted((a, b) => (a.network < b.network ? -1 : 1));
  return { ...container, network: first?.network ?? 'none', aliases: first?.aliases ?? [], joined };
}

/** The container on one more network. Fails with 403 where it is on it already. */
export function joined(container: Container, network: string, aliases: readonly string[]): Container {
  const before = networksOf(container);
  if (before.some((one) => one.network === network))
    throw new Refusal(403, `endpoint with name ${container.name} already exists in network ${network}`);
  return withNetworks(container, [...before, { network, aliases: [...aliases] }]);
}

/** The container off a network. Fails with 500 where it is not on it. */
export function left(container: Container, network: string): Container {
  const before = networksOf(container);
  const after = before.filter((one) => one.network !== network);
  if (after.length === before.length)
    throw new Refusal(500, `container ${container.id} is not connected to network ${network}`);
  return withNetworks(container, after);
}
