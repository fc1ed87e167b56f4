import { area, line } from 'd3-shape';
import type { Ink } from './palette.ts';

/**
 * A chart as a list of marks in pixels: drawn on screen with the theme's inks, and written into a file with fixed ones, so
 * that what is saved is what was seen.
 */
export type Mark =
  | { readonly kind: 'area'; readonly d: string; readonly ink: Ink; readonly opacity?: number }
  /** Strokes in the surface's colour `over` an area, or in a grey of their own where there is none. */
  | { readonly kind: 'hatch'; readonly d: string; readonly over: boolean }
  | { readonly kind: 'line'; readonly d: string; readonly ink: Ink; readonly width: number; readonly dash?: string }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly ink: Ink;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly strong?: boolean;
      /** Kept clear of the lines it stands on. */
      readonly halo?: boolean;
    };

/** Where a point of the data stands: what the pointer and the arrow keys move among. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  /** One for each point of the data, in the order of the arrow keys. */
  readonly spots: readonly Spot[];
}

export interface LegendEntry {
  readonly label: string;
  readonly ink: Ink;
  /** How it is drawn: filled, filled and hatched over, hatched alone, or a line with this dash. */
  readonly look: 'area' | 'hatched' | 'hatch' | 'line' | 'dashed' | 'dotted';
}

/** How lines are broken, by their look. */
export const DASHES = { line: undefined, dashed: '6 4', dotted: '2 4' } as const;

export const FONT_SIZE = 12;
/** Wide enough for any sans-serif a viewer may fall back to. */
export const textWidth = (text: string): number => text.length * FONT_SIZE * 0.58;

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A rectangle as part of a path. */
export const box = (x: number, y: number, width: number, height: number): string =>
  `M${tenth(x)} ${tenth(y)}h${tenth(width)}v${tenth(height)}h${tenth(-width)}z`;

/** Marks for what is a share of several days, and for what was not read; none for nothing. */
export const hatches = (shared: readonly string[], unread: readonly string[]): readonly Mark[] => [
  ...(shared.length > 0 ? [{ kind: 'hatch', d: shared.join(''), over: true } as const] : []),
  ...(unread.length > 0 ? [{ kind: 'hatch', d: unread.join(''), over: false } as const] : []),
];

export type Point = readonly [x: number, y: number];

/** A line through points as a path; empty for none. */
export const through = (points: readonly Point[]): string => pathOf(points) ?? '';
const pathOf = line<Point>().digits(1);

/** The area between two edges that have their points at the same places across; empty for none. */
export const between = (upper: readonly Point[], lower: readonly Point[]): string =>
  area<Point>()
    .digits(1)
    .y0((_, at) => lower[at]?.[1] ?? 0)(upper) ?? '';

/** The spot under a place: the one whose box holds it, else the nearest across; null where there are none. */
export function spotAt({ spots }: Scene, x: number, y: number): number | null {
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, spot] of spots.entries()) {
    const away = (place: number, from: number, size: number): number => Math.max(from - place, 0, place - from - size);
    const distance = away(x, spot.x, spot.width) + away(y, spot.y, spot.height);
    if (distance < least) {
      least = distance;
      nearest = at;
    }
  }
  return nearest;
}
