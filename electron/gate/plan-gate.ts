import type { ContainerSpec } from '../docker/types.ts';

/** Which of two sets of containers a port of the gate belongs to: a renewal has a second set beside the first. */
export type Lane = 'a' | 'b';

/** Where the gate listens for the deployment's own port. */
export const SHARED_PORT = 5000;
/** Where it listens for each container by itself. */
const FIRST_PORT: Readonly<Record<Lane, number>> = { a: 5100, b: 5200 };

/** The port of the gate behind which the container at this place of its set is. */
export const gatePortOf = (lane: Lane, place: number): number => FIRST_PORT[lane] + place;

/** The lane of a port of the gate, as a label says it; null for none. */
export const laneAt = (port: string | undefined): Lane | null =>
  port === undefined ? null : Number(port) >= FIRST_PORT.b ? 'b' : 'a';

/** The place of its set that is behind a port of the gate, as a label says it; null for none. */
export function gatePlaceAt(port: string | undefined): number | null {
  const lane = laneAt(port);
  return lane === null ? null : Number(port) - FIRST_PORT[lane];
}

/** The other one of two sets. */
export const otherLane = (lane: Lane): Lane => (lane === 'a' ? 'b' : 'a');

/**
 * No name server answers there, so a look-up of an outside name stays inside and is over at once; the engine still resolves
 * names of containers.
 */
export const NO_DNS = '127.0.0.1';

/** A container behind the gate: its name on the sealed network, and where it listens there. */
export interface Target {
  readonly name: string;
  readonly port: number;
}

const placeOf = ({ name, port }: Target): string => `${name}:${port}`;

/** Who answers at the deployment's port: the first, and for what it does not know the second. */
export const sharedRoute = (...targets: readonly Target[]): string =>
  `${SHARED_PORT}=${targets.map(placeOf).join(',')}`;

/** One route for each container of a set, in its order. */
export const laneRoutes = (lane: Lane, targets: readonly Target[]): readonly string[] =>
  targets.map((target, at) => `${gatePortOf(lane, at)}=${placeOf(target)}`);

/** Routes of a set that is not there, so that its ports are published from the start on. */
const emptyRoutes = (lane: Lane, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${gatePortOf(lane, at)}=`);

const MEMORY_BYTES = 64 * 1024 * 1024;

export interface GateInput {
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The network that publishes; the gate is put on the sealed one as well before it starts. */
  readonly network: string;
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly restart: ContainerSpec['restart'];
  readonly lane: Lane;
  /** Helpers and feature in the order of the definition: the feature first. */
  readonly targets: readonly [Target, ...Target[]];
}

/** The container of a gate: the deployment's port, and for each container of either set a port of this computer alone. */
export function gateSpec(input: GateInput): ContainerSpec {
  const { targets, lane, network, hostAddress, hostPort } = input;
  const routes = [
    sharedRoute(targets[0]),
    ...laneRoutes(lane, targets),
    ...emptyRoutes(otherLane(lane), targets.length),
  ];
  const own = (['a', 'b'] as const).flatMap((one) =>
    targets.map((_, at) => ({ containerPort: gatePortOf(one, at), hostAddress: '127.0.0.1', hostPort: null })),
  );
  return {
    name: input.name,
    image: input.image,
    args: ['serve', ...routes],
    labels: input.labels,
    mounts: [],
    ports: [{ containerPort: SHARED_PORT, hostAddress, hostPort }, ...own],
    cpus: null,
    memoryBytes: MEMORY_BYTES,
    network: { name: network, alias: 'gate' },
    restart: input.restart,
    dns: [NO_DNS],
  };
}

/** The names that requests at the deployment's port go to, in their order, as `gate show` prints them. */
export function sharedTargets(shown: string): readonly string[] {
  const line = shown.split('\n').find((one) => one.startsWith(`${SHARED_PORT}=`));
  const targets = line?.slice(`${SHARED_PORT}=`.length) ?? '';
  return targets === '' ? [] : targets.split(',').map((one) => one.replace(/:\d+$/, ''));
}

/** The port that each container behind the gate listens on, by its name, as `gate show` prints them. */
export const targetPorts = (shown: string): ReadonlyMap<string, number> =>
  new Map([...shown.matchAll(/[=,]([^=,:\s]+):(\d+)/g)].map(([, name = '', port]) => [name, Number(port)]));
