import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { bodyOf, filterOf, hasLabels, json, nothing, Refusal } from './answers.ts';
import type { Events } from './events.ts';
import { PRIVILEGED_NAMES } from './membership.ts';
import type { Network, Store } from './state.ts';
import { checkSubnets } from './subnets.ts';

const Joining = z.looseObject({
  Container: z.string(),
  EndpointConfig: z.looseObject({ Aliases: z.array(z.string()).nullish() }).nullish(),
});

/** Puts containers on networks and takes them off; a container's ports are published while it is on one. */
export interface Membership {
  join(container: string, network: string, aliases: readonly string[]): Promise<void>;
  leave(container: string, network: string): Promise<void>;
}

/** Networks: names that containers find each other by. What they would seal, nothing here seals. */
export function createNetworks({
  store,
  events,
  inUse,
  membership,
}: {
  readonly store: Store;
  readonly events: Events;
  readonly inUse: () => ReadonlySet<string>;
  readonly membership: Membership;
}) {
  const get = (name: string): Network => {
    for (const network of store.networks.values()) if (network.id === name || network.name === name) return network;
    throw new Refusal(404, `network ${name} not found`);
  };
  const shown = ({ id, name, created, labels, internal, ipam, options }: Network): unknown => ({
    Id: id,
    Name: name,
    Created: created,
    Scope: 'local',
    Driver: 'bridge',
    EnableIPv6: false,
    Internal: internal,
    Labels: labels,
    IPAM: ipam ?? { Driver: 'default', Config: [] },
    Containers: {},
    Options: options,
  });
  const forget = (network: Network): void => {
    store.networks.delete(network.id);
    store.save();
    events.tell('network', 'destroy', network.id, { name: network.name });
  };
  return {
    list(response: ServerResponse, query: URLSearchParams): void {
      const labels = filterOf(query, 'label');
      const found = [...store.networks.values()].filter((network) => hasLabels(network.labels, labels));
      json(response, 200, found.map(shown));
    },
    async create(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const { Name, Labels, Internal, IPAM, Options, Driver } = await bodyOf(request);
      if (typeof Name !== 'string' || Name === '') throw new Refusal(500, 'invalid name: ');
      if (PRIVILEGED_NAMES.includes(Name))
        throw new Refusal(403, `operation is not permitted on predefined ${Name} network `);
      if (typeof Driver === 'string' && !['', 'bridge'].includes(Driver))
        throw new Refusal(404, `plugin "${Driver}" not found`);
      if ([...store.networks.values()].some((other) => other.name === Name))
        throw new Refusal(409, `network with name ${Name} already exists`);
      checkSubnets(IPAM, store.networks.values());
      const network: Network = {
        id: randomBytes(32).toString('hex'),
        name: Name,
        created: new Date().toISOString(),
        labels: (Labels ?? {}) as Record<string, string>,
        internal: Internal === true,
        ipam: IPAM ?? null,
        options: (Options ?? {}) as Record<string, string>,
      };
      store.networks.set(network.id, network);
      store.save();
      events.tell('network', 'create', network.id, { name: Name });
      json(response, 201, { Id: network.id, Warning: '' });
    },
    async connect(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
      const { Container, EndpointConfig } = Joining.parse(await bodyOf(request));
      await membership.join(Container, get(name).name, EndpointConfig?.Aliases ?? []);
      nothing(response, 200);
    },
    async disconnect(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
      await membership.leave(Joining.parse(await bodyOf(request)).Container, get(name).name);
      nothing(response, 200);
    },
    inspect: (response: ServerResponse, name: string): void => json(response, 200, shown(get(name))),
    remove(response: ServerResponse, name: string): void {
      if (PRIVILEGED_NAMES.includes(name))
        throw new Refusal(403, `${name} is a pre-defined network and cannot be removed`);
      const network = get(name);
      if (inUse().has(network.name))
        throw new Refusal(
          403,
          `error while removing network: network ${network.name} id ${network.id} has active endpoints`,
        );
      forget(network);
      nothing(response);
    },
    prune(response: ServerResponse): void {
      const gone = [...store.networks.values()].filter(({ name }) => !inUse().has(name));
      for (const network of gone) forget(network);
      json(response, 200, { NetworksDeleted: gone.map(({ name }) => name) });
    },
  };
}
