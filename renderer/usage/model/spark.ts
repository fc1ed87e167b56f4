import { scaleLinear } from 'd3-scale';
import { between, type Point, through } from './scene.ts';

/**
 * A small line without axes and the area below it, from the first value to the last, 0 at the bottom; empty texts for fewer
 * than two values.
 */
export function sparkPaths(values: readonly number[], width: number, height: number): { line: string; area: string } {
  if (values.length < 2) return { line: '', area: '' };
  const x = scaleLinear([0, values.length - 1], [0, width]);
  // A pixel of room for the line's own width above and below.
  const y = scaleLinear([0, values.reduce((max, value) => Math.max(max, value), 1)], [height - 1, 1]);
  const points = values.map((value, at): Point => [x(at), y(value)]);
  const ground = points.map(([left]): Point => [left, height]);
  return { line: through(points), area: between(points, ground) };
}
