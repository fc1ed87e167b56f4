import { z } from 'zod';
import { Commitment } from '#shared/domain/commitment.ts';
import type { MeterKey } from '#shared/domain/history.ts';
import { troubleWith } from '#shared/usage/terms.ts';
import type { Words } from '#shared/words/languages.ts';
import { parseAmount, parseWhole } from '../parse-typed.ts';
import { meterId } from './meters.ts';

/** A commitment as it is typed. */
export interface TypedCommitment {
  readonly name: string;
  readonly deploymentIds: string[];
  readonly meters: string[];
  readonly quantity: string;
  readonly unit: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly amount: string;
  readonly overage: string;
  readonly currency: string;
}

export const typedOf = ({ price, ...one }: Commitment): TypedCommitment => ({
  name: one.name,
  deploymentIds: [...one.deploymentIds],
  meters: one.meters.map(meterId),
  quantity: String(one.quantity),
  unit: one.unit,
  startsOn: one.startsOn,
  endsOn: one.endsOn,
  amount: price ? String(price.amount) : '',
  overage: price?.overage == null ? '' : String(price.overage),
  currency: price?.currency ?? 'EUR',
});

const isBlank = (typed: string): boolean => typed.trim() === '';
const amountOf = (typed: string): number | null => (isBlank(typed) ? null : parseAmount(typed));

/** Makes the commitment of this id from what is typed; each field that cannot be has its sentence. `meters` can be chosen. */
export function commitmentSchema(
  id: string,
  meters: readonly MeterKey[],
  { commitment: { form }, commitmentRules: { troubles } }: Pick<Words, 'commitment' | 'commitmentRules'>,
) {
  const chosen = (ids: readonly string[]): MeterKey[] => meters.filter((key) => ids.includes(meterId(key)));
  return z
    .object({
      name: z.string().trim().min(1, form.noName),
      deploymentIds: z.array(z.string()).min(1, form.noDeployment),
      meters: z.array(z.string()).refine((ids) => chosen(ids).length > 0, form.noMeter),
      quantity: z.string().refine((typed) => (parseWhole(typed) ?? 0n) > 0n, form.badQuantity),
      unit: z.string().trim().min(1, form.noUnit),
      startsOn: z.string(),
      endsOn: z.string(),
      amount: z.string(),
      overage: z.string().refine((typed) => isBlank(typed) || parseAmount(typed) !== null, form.badAmount),
      currency: z.string().trim().toUpperCase(),
    })
    .superRefine(({ startsOn, endsOn, amount, overage, currency }, { addIssue }) => {
      const say = (field: keyof TypedCommitment, message: string): void =>
        addIssue({ code: 'custom', path: [field], message });
      const trouble = troubleWith({ startsOn, endsOn, quantity: 1n });
      if (trouble) say('endsOn', troubles[trouble]);
      if (isBlank(amount) && isBlank(overage)) return;
      if (amountOf(amount) === null) say('amount', form.badAmount);
      if (!/^[A-Z]{3}$/.test(currency)) say('currency', form.badCurrency);
    })
    .transform(({ amount, overage, currency, ...typed }): Commitment => {
      const price = amountOf(amount);
      return Commitment.parse({
        ...typed,
        id,
        meters: chosen(typed.meters),
        quantity: parseWhole(typed.quantity),
        price: price === null ? null : { amount: price, overage: amountOf(overage), currency },
      });
    });
}
