import type { Commitment } from '#shared/domain/commitment.ts';
import { formatDay } from '#shared/rules/format.ts';
import type { Standing } from '#shared/usage/standing.ts';
import type { Words } from '#shared/words/languages.ts';
import { formatQuantity } from './model/axis.ts';

type Say = Words['commitment'];

/** `3 and 19 October 2026`: what two days have in common is said once, at the end. */
export function spanOfDays(say: Say['says'], from: string, to: string): string {
  const [day, month, year] = formatDay(from).split(' ');
  const last = formatDay(to);
  if (last.endsWith(`${month} ${year}`)) return say.between(day ?? '', last);
  if (last.endsWith(` ${year}`)) return say.between(`${day} ${month}`, last);
  return say.between(formatDay(from), last);
}

/** The forecast as a sentence, with its band; or why there is none. */
export function sayForecast(
  { says, noForecast }: Say,
  { quantity, unit, endsOn, startsOn }: Commitment,
  stands: Standing,
): string {
  if (stands.phase === 'over')
    return stands.over > 0n
      ? says.endsOver(formatQuantity(stands.over), unit)
      : says.endsLeft(formatQuantity(stands.left), unit);
  if (stands.usedUpOn !== null) return says.usedUp(formatDay(stands.usedUpOn));
  const { forecast } = stands;
  if (forecast === null) {
    const { reason, haveDays, needDays } = stands.noForecast ?? { reason: 'never-read', haveDays: 0, needDays: 0 };
    if (stands.phase === 'before') return says.notBegun(formatDay(startsOn));
    return reason === 'too-little' ? noForecast['too-little'](haveDays, needDays) : noForecast[reason];
  }
  const { earliest, likely, latest } = forecast.runsOut;
  const tenths = (share: number): string => says.tenths(Math.min(9, Math.max(1, Math.round(share * 10))));
  if (likely === null) {
    if (earliest !== null) return says.mayRunOut(formatDay(earliest), tenths(forecast.chance));
    const leftOver = (total: number): string => formatQuantity(Math.max(0, Math.round(Number(quantity) - total)));
    return says.lasts(leftOver(forecast.total.high), leftOver(forecast.total.low), unit);
  }
  if (latest === null)
    return says.fromOn(formatDay(earliest ?? likely), formatDay(likely), tenths(1 - forecast.chance));
  if (earliest === null || earliest === latest || likely > endsOn) return says.runsOutOn(formatDay(likely));
  return says.runsOut(spanOfDays(says, earliest, latest), formatDay(likely));
}

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** The forecast in one or two words: the day it runs out, or that it lasts. */
export function shortForecast({ short }: Say, stands: Standing): string {
  if (stands.phase === 'over') return short.over;
  if (stands.usedUpOn !== null) return short.usedUp;
  if (stands.forecast === null) return stands.phase === 'before' ? short.before : short.none;
  const { likely } = stands.forecast.runsOut;
  return likely === null ? short.lasts : short.runsOut(shortDay.format(new Date(likely)));
}
