import { formatClock, formatDay } from '../../../rules/format.ts';

/** `27 November 2026, 11:20:31`. */
export const instant = (at: string): string => `${formatDay(at)}, ${formatClock(at)}`;
