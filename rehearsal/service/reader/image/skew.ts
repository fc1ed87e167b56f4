import { inkOf, type Raster } from './raster.ts';

const WIDEST = 6;
/** Pixels that are enough to tell a page's angle. */
const ENOUGH = 60_000;

/**
 * How far the text of a page is turned clockwise, in degrees from -6 to 6: the angle at which its rows of ink are told
 * apart best from the white between them.
 */
export function skewOf(raster: Raster): number {
  const points = inkPoints(raster);
  if (points.length < 200) return 0;
  const score = (degrees: number): number => rowContrast(points, degrees, raster);
  let best = 0;
  for (const [reach, step] of [
    [WIDEST, 0.5],
    [0.5, 0.1],
    [0.1, 0.02],
  ] as const) {
    const around = best;
    let most = score(best);
    for (let degrees = around - reach; degrees <= around + reach + 1e-9; degrees += step) {
      const value = score(degrees);
      if (value > most) [most, best] = [value, degrees];
    }
  }
  return Math.abs(best) < 0.05 ? 0 : Math.max(-WIDEST, Math.min(WIDEST, best));
}

/** The lower edges of what is inked, which lie on the baselines; thinned where there are many. */
function inkPoints(raster: Raster): readonly (readonly [number, number])[] {
  const ink = inkOf(raster);
  const { width, height } = raster;
  const points: [number, number][] = [];
  for (let y = 0; y < height - 1; y += 1)
    for (let x = 0; x < width; x += 1) if (ink[y * width + x] && !ink[(y + 1) * width + x]) points.push([x, y]);
  const every = Math.ceil(points.length / ENOUGH);
  return every > 1 ? points.filter((_point, at) => at % every === 0) : points;
}

function rowContrast(
  points: readonly (readonly [number, number])[],
  degrees: number,
  { width, height }: Raster,
): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const rows = new Float64Array(height + 2 * width);
  for (const [x, y] of points) {
    const row = Math.round(y - x * slope) + width;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (const count of rows) sum += count * count;
  return sum;
}
