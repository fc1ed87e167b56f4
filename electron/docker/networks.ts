import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type Docker from 'dockerode';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { engineFailure, partsOf, startFailure } from './engine-errors.ts';
import { NO_HOST_ADDRESS, NO_MASQUERADE } from './hardening.ts';
import { isMarked, labelFilter, marked, type Owner } from './labels.ts';
import { formatSubnet, freeSubnet, parseSubnet, routedSubnets, type Taken } from './subnets.ts';
import type { NetworkFacts, NetworksClient } from './types.ts';

const Network = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
  Internal: z.boolean().nullish(),
  IPAM: z
    .looseObject({
      Config: z
        .array(
          z.looseObject({
            Subnet: z.string().nullish(),
            AuxiliaryAddresses: z.record(z.string(), z.string()).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** The engine's name for the address that containers get as their way out; version 0.1.0 sealed networks with a dead one. */
const DEFAULT_GATEWAY = 'DefaultGatewayIPv4';
const factsOf = (value: unknown): NetworkFacts => {
  const { Id, Name, Labels, Internal, IPAM } = Network.parse(value);
  const dead = (IPAM?.Config ?? []).some((range) => range.AuxiliaryAddresses?.[DEFAULT_GATEWAY] !== undefined);
  return { id: Id, name: Name, labels: Labels ?? {}, way: Internal ? 'internal' : dead ? 'dead-gateway' : 'open' };
};

/** Ranges that a new network keeps clear of: other networks', and those this computer has an address or a route in. */
async function takenRanges(docker: Docker): Promise<Taken> {
  const networks = z.array(Network).parse(await docker.listNetworks());
  const theirs = networks.flatMap(({ IPAM }) => (IPAM?.Config ?? []).map(({ Subnet: text }) => text ?? ''));
  const ours = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ cidr }) => cidr ?? ''));
  // Linux alone has this file; elsewhere the engine lives in a machine of its own.
  const routes = await readFile('/proc/net/route', 'utf8').catch(() => '');
  const routed = routedSubnets(routes);
  return {
    here: [...[...theirs, ...ours].flatMap((text) => parseSubnet(text) ?? []), ...routed.here],
    beyond: routed.beyond,
  };
}

export interface NetworksOptions {
  /** Whose the networks are. */
  readonly owner: Owner;
  /** The range that sealed networks are taken from; null for Drydock's own choice. */
  readonly range: () => string | null;
}

/** Networks on the engine. */
export function createNetworks(docker: Docker, { owner, range }: NetworksOptions): NetworksClient {
  const list = async (labels: Readonly<Record<string, string>>): Promise<readonly NetworkFacts[]> => {
    const label = labelFilter(labels);
    try {
      const found: unknown = await docker.listNetworks(label.length > 0 ? { filters: { label } } : {});
      return z.array(z.unknown()).parse(found).map(factsOf);
    } catch (error) {
      throw engineFailure(error);
    }
  };
  return {
    async create({ name, labels, sealed }) {
      try {
        const wanted = range();
        const subnet = sealed ? freeSubnet(await takenRanges(docker), wanted) : null;
        if (sealed && !subnet) throw new Foreseen('network.no-range', { range: wanted });
        const network = await docker.createNetwork({
          Name: name,
          Driver: 'bridge',
          Labels: marked(labels, owner),
          EnableIPv6: false,
          CheckDuplicate: true,
          Internal: sealed,
          Options: sealed ? NO_HOST_ADDRESS : NO_MASQUERADE,
          ...(subnet ? { IPAM: { Driver: 'default', Config: [{ Subnet: formatSubnet(subnet) }] } } : {}),
        } as Docker.NetworkCreateOptions);
        return factsOf(await network.inspect());
      } catch (error) {
        throw engineFailure(error);
      }
    },
    withLabels: async (labels) => (await list(labels)).filter((found) => isMarked(found.labels, owner)),
    strangers: async (labels) => (await list(labels)).filter((found) => !isMarked(found.labels, owner)),
    async connect(id, containerId, { alias }) {
      try {
        await docker.getNetwork(id).connect({ Container: containerId, EndpointConfig: { Aliases: [alias] } });
      } catch (error) {
        // It says so, with a status that means other things too, where there is nothing to do.
        if (!/already exists in network|already connected|is already attached/i.test(partsOf(error).message))
          throw startFailure(error, { ports: [] });
      }
    },
    async disconnect(id, containerId) {
      try {
        await docker.getNetwork(id).disconnect({ Container: containerId, Force: false });
      } catch (error) {
        const { status, message } = partsOf(error);
        if (status !== 404 && !/is not connected/i.test(message)) throw engineFailure(error);
      }
    },
    async remove(id) {
      try {
        await docker.getNetwork(id).remove();
      } catch (error) {
        if (partsOf(error).status !== 404) throw engineFailure(error);
      }
    },
  };
}
