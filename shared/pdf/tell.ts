import { formatDay } from '../rules/format.ts';

/** `1,234,567`, exact for 64 bits. */
export const count = (quantity: bigint | number): string =>
  (typeof quantity === 'number' ? Math.round(quantity) : quantity).toLocaleString('en-US');

/** `24 November 2026`. */
export const day = (text: string): string => formatDay(text);

/** `2026-11-24 13:05:09`, in UTC. */
export const instant = (text: string): string => text.slice(0, 19).replace('T', ' ');
