import { z } from 'zod';
import { Refusal } from './answers.ts';
import type { Network } from './state.ts';

const Ipam = z.looseObject({
  Config: z.array(z.looseObject({ Subnet: z.string().nullish(), Gateway: z.string().nullish() })).nullish(),
});

interface Range {
  readonly first: number;
  readonly last: number;
}

function addressOf(text: string): number | null {
  const parts = text.split('.');
  const sound = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return sound ? parts.reduce((all, part) => all * 256 + Number(part), 0) : null;
}

/** The addresses of `10.0.0.0/24`; null where it is no such range. IPv6 is not looked at. */
function rangeOf(subnet: string): Range | null {
  const [, text = '', bits = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(subnet) ?? [];
  const address = addressOf(text);
  if (address === null || Number(bits) > 32) return null;
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

const subnetsIn = (ipam: unknown) => (ipam == null ? [] : (Ipam.parse(ipam).Config ?? []));

/** Fails in Docker's words on a range that is none, that another network has, or whose gateway is outside of it. */
export function checkSubnets(ipam: unknown, others: Iterable<Network>): void {
  const taken = [...others].flatMap((other) =>
    subnetsIn(other.ipam).flatMap(({ Subnet }) => (Subnet ? [rangeOf(Subnet)] : [])),
  );
  for (const { Subnet, Gateway } of subnetsIn(ipam)) {
    if (!Subnet || Subnet.includes(':')) continue;
    const range = rangeOf(Subnet);
    if (!range) throw new Refusal(500, `Invalid subnet ${Subnet} : invalid CIDR address: ${Subnet}`);
    if (taken.some((other) => other && other.first <= range.last && range.first <= other.last))
      throw new Refusal(403, 'Pool overlaps with other one on this address space');
    const gateway = Gateway ? addressOf(Gateway) : range.first;
    if (gateway === null || gateway < range.first || gateway > range.last)
      throw new Refusal(500, `failed to allocate gateway (${Gateway}): Requested address is out of range`);
  }
}
