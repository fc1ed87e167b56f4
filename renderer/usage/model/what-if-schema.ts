import { z } from 'zod';
import type { WhatIf } from '#shared/domain/commitment.ts';
import { dayNumber } from '#shared/rules/days.ts';
import { parseWhole } from '../parse-typed.ts';

/** What is asked, from what is typed; null where nothing is asked yet. Only an amount that is no number has a sentence. */
export const whatIfSchema = ({ invalid }: { readonly invalid: string }) =>
  z
    .object({
      more: z.string().refine((typed) => typed.trim() === '' || parseWhole(typed) !== null, invalid),
      from: z.string(),
    })
    .transform(({ more, from }): WhatIf | null => {
      const perDay = parseWhole(more);
      return perDay === null || perDay === 0n || dayNumber(from) === null ? null : { morePerDay: Number(perDay), from };
    });
