import { useWords } from '../../ui/words.tsx';
import { formatQuantity } from '../model/axis.ts';
import { SparkArea } from './spark-area.tsx';

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
  const sum = values.reduce((total, value) => total + value, 0n);
  return (
    <SparkArea
      values={values.map(Number)}
      label={words.spark(name, formatQuantity(sum))}
      width={width}
      height={height}
    />
  );
}
