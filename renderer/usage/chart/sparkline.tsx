import { useWords } from '../../ui/words.tsx';
import { formatQuantity } from '../model/axis.ts';
import { sparkPath } from '../model/spark.ts';

interface SparklineProps {
  readonly values: readonly bigint[];
  /** Whose use it is. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** The last thirty days as a small line; told as their sum. */
export function Sparkline({ values, name, width, height }: SparklineProps) {
  const words = useWords().usage;
  const d = sparkPath(values.map(Number), width, height);
  const sum = values.reduce((total, value) => total + value, 0n);
  const label = words.spark(name, formatQuantity(sum));
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={`${d}L${width} ${height}L0 ${height}Z`} fill="var(--dd-ink-used)" fillOpacity={0.14} />
      <path d={d} fill="none" stroke="var(--dd-ink-used)" strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  );
}
