/**
 * Whether a text is an IPv4 range that sealed networks can be taken from: `10.213.0.0/16`, its first address and how many
 * bits are fixed, from 8 to 24, so that at least one network of 256 addresses fits in.
 */
export function isNetworkRange(text: string): boolean {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!found) return false;
  const [a = 256, b = 256, c = 256, d = 256, bits = 0] = found.slice(1).map(Number);
  if ([a, b, c, d].some((part) => part > 255) || bits < 8 || bits > 24) return false;
  // Not "this network", loopback, multicast or beyond: no computer has an address there.
  if (a === 0 || a === 127 || a >= 224) return false;
  return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) % 2 ** (32 - bits) === 0;
}
