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

/** The first /24 of our pools that overlaps none of `taken`; null when all are used. */
export function freeSubnet(taken: readonly Subnet[]): Subnet | null {
  for (const text of POOLS) {
    const pool = parseSubnet(text);
    if (!pool) continue;
    for (let base = pool.base; base < pool.base + 2 ** (32 - pool.bits); base += 256) {
      const candidate = { base, bits: 24 };
      if (!taken.some((other) => overlap(candidate, other))) return candidate;
    }
  }
  return null;
}

/**
 * The ranges of Linux's routing table as `/proc/net/route` lists it, the default route left out. It also names bridges
 * that nothing runs on, which the list of network interfaces does not.
 */
export function routedSubnets(table: string): readonly Subnet[] {
  return table.split('\n').flatMap((line) => {
    const [, destination, , , , , , mask] = line.split('\t');
    const base = fromRouteHex(destination);
    const bits = fromRouteHex(mask)?.toString(2).replaceAll('0', '').length;
    return base === null || !bits ? [] : [{ base, bits }];
  });
}

/** An address as the routing table writes it, lowest byte first: `00001CAC` is 172.28.0.0. */
function fromRouteHex(text: string | undefined): number | null {
  if (!text || !/^[0-9A-F]{8}$/i.test(text)) return null;
  return toNumber([6, 4, 2, 0].map((at) => Number.parseInt(text.slice(at, at + 2), 16)).join('.'));
}
