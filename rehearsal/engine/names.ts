import { networksOf } from './membership.ts';
import { originIn } from './process.ts';
import { type Published, publish } from './proxy.ts';
import type { Container } from './state.ts';

/** Where a container listens on this computer, and where it would inside of a container; null while it does not run. */
export type Place = (container: Container) => { readonly here: number; readonly inside: number } | null;

/**
 * A port of its own for each name that a container's arguments call. A name is looked up when it is called, by the networks
 * that the container is on at that moment; where nobody there is called so, the connection is refused.
 */
export async function openNames(
  { id, args, env }: Container,
  containers: ReadonlyMap<string, Container>,
  place: Place,
): Promise<{ readonly places: ReadonlyMap<string, string>; readonly close: () => void }> {
  const places = new Map<string, string>();
  const opened: Published[] = [];
  for (const origin of new Set([...args, ...env].flatMap((text) => originIn(text) ?? []))) {
    const name = await publish('127.0.0.1', 0, () => portOf(id, origin, containers, place));
    opened.push(name);
    places.set(origin, `http://127.0.0.1:${name.hostPort}`);
  }
  const close = (): void => {
    for (const one of opened) one.close();
  };
  return { places, close };
}

/** The port of loopback behind `http://NAME:PORT`, as a container would find it now; null where nobody listens. */
export function portOf(
  from: string,
  origin: string,
  containers: ReadonlyMap<string, Container>,
  place: Place,
): number | null {
  const container = containers.get(from);
  const own = container ? networksOf(container).map(({ network }) => network) : [];
  for (const other of containers.values()) {
    const at = place(other);
    const shared = networksOf(other).filter(({ network }) => own.includes(network));
    if (shared.length === 0 || !at) continue;
    const names = [other.name, ...shared.flatMap(({ aliases }) => aliases)];
    if (names.some((name) => origin === `http://${name}:${at.inside}`)) return at.here;
  }
  return null;
}
