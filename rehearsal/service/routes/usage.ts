import type { FeatureFacts } from '../features.ts';
import { type Answer, type Call, errorAnswer, json } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import type { Switches } from '../settings/switches.ts';
import { type Month, sumRecords, type UsageStore } from '../usage/records.ts';

/** `3` and `03` are both March. Null for what is no month. Vendor contract 4. */
export function parseMonth(month: string, year: string): Month | null {
  if (!/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const number = Number(month);
  return number >= 1 && number <= 12 ? { month: number, year: Number(year) } : null;
}

/** Both usage reports: of all time, and of a month. Sums what is found under the output mount at that moment. */
export function usageRoutes(
  facts: FeatureFacts,
  usage: UsageStore,
  switches: () => Promise<Switches>,
): readonly Route[] {
  const report = async (only: Month | null): Promise<Answer> => {
    const switched = (await switches()).usage;
    if (switched === '500') return errorAnswer(500, 'InternalServerError', 'The usage records cannot be read.');
    if (switched === 'nonsense') return json(200, { apiType: 7, meters: 'many' });
    const { apiType, serviceName } = facts;
    return json(200, { apiType, serviceName, meters: sumRecords(await usage.all(), only) });
  };
  const ofMonth = async ({ parameters }: Call): Promise<Answer> => {
    const month = parseMonth(parameters['month'] ?? '', parameters['year'] ?? '');
    if (month === null) return errorAnswer(400, 'BadArgument', 'The month must be 1 to 12, the year four digits.');
    return report(month);
  };
  return [
    { method: 'GET', path: '/records/usage-logs', handle: () => report(null) },
    { method: 'GET', path: '/records/usage-logs/{month}/{year}', handle: ofMonth },
  ];
}
