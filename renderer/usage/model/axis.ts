import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { box, type Mark, through } from './scene.ts';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A quantity in few letters, for axes: `950`, `1.2K`, `3.4M`. */
export const formatShort = (value: number): string => (value < 1000 ? whole.format(value) : compact.format(value));

/** A quantity in full, 64 bits included: `256,345,435`. */
export const formatQuantity = (value: bigint | number): string => whole.format(value);

/** About so many steps: d3 takes the round ones nearest to it. */
const STEPS = 4;

/** Quantities from `bottom` up to `top` in pixels, to a round number at or above `max`. */
export const quantityScale = (
  max: number,
  { top, bottom }: Pick<Frame, 'top' | 'bottom'>,
): ScaleLinear<number, number> => scaleLinear([0, Math.max(1, Math.ceil(max))], [bottom, top]).nice(STEPS);

/** The whole ones among the round steps of such a scale, from 0 to its end. */
export const ticks = (scale: ScaleLinear<number, number>): readonly number[] =>
  scale.ticks(STEPS).filter(Number.isInteger);

/** The drawing area inside a chart's margins. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Grid lines with their quantities at the left; `y` places a quantity. */
export function quantityAxis(values: readonly number[], { left, right }: Frame, y: (value: number) => number): Mark[] {
  return values.flatMap((value): Mark[] => [
    {
      kind: 'line',
      d: through([
        [left, y(value)],
        [right, y(value)],
      ]),
      ink: value === 0 ? 'axis' : 'grid',
      width: 1,
    },
    { kind: 'text', x: left - 8, y: y(value) + 4, text: formatShort(value), ink: 'muted', anchor: 'end' },
  ]);
}

/** Room for the widest quantity of an axis. */
export const axisWidth = (values: readonly number[]): number =>
  Math.max(28, ...values.map((value) => formatShort(value).length * 7 + 12));

/** A tinted stretch behind a chart, from `x` to `x + width`. */
export const backdrop = ({ top, bottom }: Frame, x: number, width: number): string => box(x, top, width, bottom - top);
