/** An IPv4 range: first address as a number, and how many bits are fixed. */
export interface Subnet {
  readonly base: number;
  readonly bits: number;
}

const toNumber = (text: string): number | null => {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

/** An address of a subnet, e.g. the 254th: `10.88.3.254`. */
export const addressAt = ({ base }: Subnet, offset: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor((base + offset) / 2 ** shift) % 256).join('.');

/** `172.18.0.0/16`; null for IPv6 and anything else. */
export function parseSubnet(text: string): Subnet | null {
  const [address = '', bits = ''] = text.split('/');
  const base = toNumber(address);
  const fixed = Number(bits);
  if (base === null || !Number.isInteger(fixed) || fixed < 0 || fixed > 32 || bits === '') return null;
  const size = 2 ** (32 - fixed);
  return { base: Math.floor(base / size) * size, bits: fixed };
}

export const formatSubnet = (subnet: Subnet): string => `${addressAt(subnet, 0)}/${subnet.bits}`;

/** Whether two ranges share an address. */
export function overlap(a: Subnet, b: Subnet): boolean {
  const endOf = ({ base, bits }: Subnet): number => base + 2 ** (32 - bits);
  return a.base < endOf(b) && b.base < endOf(a);
}

/** Pools that sites rarely route: the upper part of Docker's own, then a corner of 10/8. */
const POOLS = ['172.28.0.0/14', '10.213.0.0/16', '192.168.240.0/20'];

/** Ranges in use. */
export interface Taken {
  /** Whose addresses are on this computer or on a network beside it: a second network with them would break both. */
  readonly here: readonly Subnet[];
  /** Somewhere behind a router, as far as a route tells. */
  readonly beyond: readonly Subnet[];
}

/**
 * The first /24 of a range, or of Drydock's own choice of ranges, that nobody uses. Where routes cover all of them, as on
 * sites that route whole private ranges or send everything into a tunnel, one inside the broadest routes will do: the
 * network's own route is the longer one and counts on this computer, and all that is lost from here are those 256 addresses
 * of the site. Null where even that is not free, or the text is no range of a /24 or more.
 */
export function freeSubnet({ here, beyond }: Taken, range: string | null = null): Subnet | null {
  const pools = (range === null ? POOLS : [range]).flatMap((text) => parseSubnet(text) ?? []);
  const candidates = pools.flatMap(({ base, bits }) =>
    Array.from({ length: Math.floor(2 ** (24 - bits)) }, (_, at): Subnet => ({ base: base + at * 256, bits: 24 })),
  );
  const clearOf =
    (taken: readonly Subnet[]) =>
    (candidate: Subnet): boolean =>
      !taken.some((other) => overlap(candidate, other));
  const free = candidates.filter(clearOf(here));
  return free.find(clearOf(beyond)) ?? free.find(clearOf(beyond.filter(({ bits }) => bits > BROAD_BITS))) ?? null;
}

/** A route that fixes no more bits than this covers a site, not a network: nobody has hosts in all of it. */
const BROAD_BITS = 16;

/**
 * The ranges of Linux's routing table as `/proc/net/route` lists it, the default route left out. It also names bridges
 * that nothing runs on, which the list of network interfaces does not: their route has no gateway. So has a tunnel's, which
 * is broader than any network of neighbours.
 */
export function routedSubnets(table: string): Taken {
  const routes = table.split('\n').flatMap((line) => {
    const [, destination, gateway, , , , , mask] = line.split('\t');
    const base = fromRouteHex(destination);
    const bits = fromRouteHex(mask)?.toString(2).replaceAll('0', '').length;
    return base === null || !bits ? [] : [{ base, bits, isDirect: fromRouteHex(gateway) === 0 && bits >= BROAD_BITS }];
  });
  const split = (direct: boolean): Subnet[] =>
    routes.flatMap(({ base, bits, isDirect }) => (isDirect === direct ? [{ base, bits }] : []));
  return { here: split(true), beyond: split(false) };
}

/** An address as the routing table writes it, lowest byte first: `00001CAC` is 172.28.0.0. */
function fromRouteHex(text: string | undefined): number | null {
  if (!text || !/^[0-9A-F]{8}$/i.test(text)) return null;
  return toNumber([6, 4, 2, 0].map((at) => Number.parseInt(text.slice(at, at + 2), 16)).join('.'));
}
