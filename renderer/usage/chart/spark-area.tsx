import { sparkPaths } from '../model/spark.ts';

interface SparkAreaProps {
  readonly values: readonly number[];
  /** What is said of it; null where the same is beside it in words. */
  readonly label: string | null;
  readonly width: number;
  readonly height: number;
  /** Fills the width it is given, whatever `width` says. */
  readonly stretched?: boolean;
}

/** A small line without axes, with the area below it. */
export function SparkArea({ values, label, width, height, stretched = false }: SparkAreaProps) {
  const { line, area } = sparkPaths(values, width, height);
  return (
    <svg
      role="img"
      aria-label={label ?? undefined}
      aria-hidden={label === null}
      width={stretched ? '100%' : width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      {...(stretched ? { preserveAspectRatio: 'none' } : {})}
    >
      {label === null ? null : <title>{label}</title>}
      <path d={area} fill="var(--dd-ink-used)" fillOpacity={0.14} />
      <path
        d={line}
        fill="none"
        stroke="var(--dd-ink-used)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
