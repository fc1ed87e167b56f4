import { box, type Mark, through } from './scene.ts';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A quantity in few letters, for axes: `950`, `1.2K`, `3.4M`. */
export const formatShort = (value: number): string => (value < 1000 ? whole.format(value) : compact.format(value));

/** A quantity in full, 64 bits included: `256,345,435`. */
export const formatQuantity = (value: bigint | number): string => whole.format(value);

/** Whole steps from 0 to at least `max`: at most `most` of them, at 1, 2 or 5 times a power of ten. */
export function ticks(max: number, most = 5): readonly number[] {
  const rough = Math.max(1, max) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough - 1e-9) ?? 10) * power);
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

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
