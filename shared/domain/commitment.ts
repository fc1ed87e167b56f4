import { z } from 'zod';
import { Day, MeterKey, Quantity } from './history.ts';

/**
 * What was bought: a quantity for a term. Several terms one after the other, or several meters, are several commitments.
 * A plan ends at midnight UTC of its last day. Source: vendor contract 3.1.
 */
export const Commitment = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1).max(60),
  /** Whose use counts on it. */
  deploymentIds: z.array(z.string()).min(1),
  /** The meters that it pays for; the sum of them is what was used. */
  meters: z.array(MeterKey).min(1),
  quantity: Quantity,
  /** What one of the quantity is called, e.g. `pages`; the vendor does not say what a meter's unit is. */
  unit: z.string().min(1).max(30),
  startsOn: Day,
  /** The last day, included. */
  endsOn: Day,
  price: z
    .object({
      /** For the whole term, in the currency's unit. */
      amount: z.number().nonnegative(),
      /** For each unit above the quantity; null where it was not agreed. */
      overage: z.number().nonnegative().nullable(),
      currency: z.string().regex(/^[A-Z]{3}$/),
    })
    .nullable(),
});
export type Commitment = z.infer<typeof Commitment>;

/** "200 more a day from January". */
export const WhatIf = z.object({ morePerDay: z.number(), from: Day });
export type WhatIf = z.infer<typeof WhatIf>;
