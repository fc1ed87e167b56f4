import type { Commitment } from '../domain/commitment.ts';
import type { Band, Forecast } from './forecast.ts';

/** Money, in the currency's unit. */
export interface Cost {
  readonly currency: string;
  /** Paid for the term. */
  readonly paid: number;
  /** For one unit, if exactly what was bought is used. */
  readonly perUnitPlanned: number;
  /** For one unit of what was used so far, overage included; null before any use. */
  readonly perUnitSoFar: number | null;
  /** Null where no price was agreed for what is above. */
  readonly overage: number | null;
  /** By the end of the term; null without a forecast or a price. */
  readonly overageForecast: Band | null;
}

/** What a commitment costs so far and by its end; null where no price was entered. */
export function costOf({ quantity, price }: Commitment, used: bigint, forecast: Forecast | null): Cost | null {
  if (price === null) return null;
  const { amount, overage: each, currency } = price;
  const above = used > quantity ? Number(used - quantity) : 0;
  const overage = each === null ? null : above * each;
  const costAt = (total: number): number => Math.max(0, total - Number(quantity)) * (each ?? 0);
  return {
    currency,
    paid: amount,
    perUnitPlanned: amount / Number(quantity),
    perUnitSoFar: used > 0n ? (amount + (overage ?? 0)) / Number(used) : null,
    overage,
    overageForecast:
      each === null || forecast === null
        ? null
        : { low: costAt(forecast.total.low), likely: costAt(forecast.total.likely), high: costAt(forecast.total.high) },
  };
}
