import type { Words } from '#shared/words/languages.ts';
import type { DayState } from './model/day-cells.ts';
import type { LegendEntry } from './model/scene.ts';

/** What the hatched parts of a chart mean, where it has any. */
export const hatchLegend = (states: ReadonlySet<DayState>, words: Words['usage']): readonly LegendEntry[] => [
  ...(states.has('spread') ? [{ label: words.shared, ink: 'h3', look: 'hatched' } as const] : []),
  ...(states.has('unknown') ? [{ label: words.notRead, ink: 'hatch', look: 'hatch' } as const] : []),
];
