import { addDays } from '#shared/rules/days.ts';

export interface Period {
  /** Days in UTC, both included. */
  readonly from: string;
  readonly to: string;
}

export const PERIODS = ['this-month', 'last-month', 'this-year', 'last-year'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** A calendar month or year in UTC; a running one ends today. */
export function periodOf(name: PeriodName, now: Date): Period {
  const today = now.toISOString().slice(0, 10);
  const year = now.getUTCFullYear();
  const month = today.slice(0, 7);
  switch (name) {
    case 'this-month':
      return { from: `${month}-01`, to: today };
    case 'last-month': {
      const to = addDays(`${month}-01`, -1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'this-year':
      return { from: `${year}-01-01`, to: today };
    case 'last-year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}
