import { through } from './scene.ts';

/** A small line without axes, from the first value to the last, 0 at the bottom; an empty text for fewer than two values. */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) return '';
  const most = values.reduce((max, value) => Math.max(max, value), 1);
  return through(
    values.map(
      (value, at) => [(at / (values.length - 1)) * width, height - 1 - (value / most) * (height - 2)] as const,
    ),
  );
}
