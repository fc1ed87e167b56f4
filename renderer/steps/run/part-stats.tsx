import { useEffect, useState } from 'react';
import type { PartStats } from '#shared/contract/deployments.ts';
import type { ImageId } from '#shared/domain/catalogue.ts';
import { formatMemory } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { useWords } from '../../ui/words.tsx';
import { SparkArea } from '../../usage/chart/spark-area.tsx';
import classes from './run-page.module.css';

const EVERY_MS = 2000;
/** Two minutes. */
const MOST = 60;

/** Of a chart, in px; it is stretched to the width that there is. */
const WIDTH = 240;
const HEIGHT = 44;

export interface StatsHistory {
  /** Since the page was opened, newest last. */
  readonly readings: readonly PartStats[];
  /** Whether the engine was heard: what it then gives nothing of, it does not measure. */
  readonly heard: boolean;
}

/** What the containers of a deployment take, again and again. */
export function useStats(deploymentId: string, enabled: boolean): StatsHistory {
  const read = useRead('deployments.stats', { id: deploymentId }, { everyMs: EVERY_MS, enabled });
  const [readings, setReadings] = useState<readonly PartStats[]>([]);
  useEffect(() => {
    const fresh = read.data ?? [];
    setReadings((before) => [...before, ...fresh].slice(-MOST * Math.max(1, fresh.length)));
  }, [read.data]);
  return { readings, heard: read.data !== undefined };
}

/** Processor and memory of one container as two small charts with their newest number. */
export function PartStatsCharts({
  image,
  limited,
  history,
}: {
  readonly image: ImageId;
  /** Whether the engine holds the limit of memory. */
  readonly limited: boolean;
  readonly history: StatsHistory;
}) {
  const words = useWords().run;
  const own = history.readings.filter((one) => one.image === image);
  const last = own.at(-1);
  if (!last) return <p className={classes['hint']}>{history.heard ? words.notMeasured : words.measuring}</p>;
  return (
    <div className={classes['charts']}>
      <Chart
        name={words.cpuNow}
        value={words.percent(Math.round(last.cpuPercent))}
        data={own.map(({ cpuPercent }) => cpuPercent)}
      />
      <Chart
        name={words.memoryNow}
        value={
          limited
            ? words.ofLimit(formatMemory(last.memoryBytes), formatMemory(last.memoryLimitBytes))
            : formatMemory(last.memoryBytes)
        }
        data={own.map(({ memoryBytes }) => memoryBytes)}
      />
    </div>
  );
}

function Chart({
  name,
  value,
  data,
}: {
  readonly name: string;
  readonly value: string;
  readonly data: readonly number[];
}) {
  // A line needs two points; one reading is drawn level.
  const points = data.length === 1 ? [...data, ...data] : [...data];
  return (
    <figure className={classes['chart']}>
      <figcaption>
        <span>{name}</span>
        <span className="tabular">{value}</span>
      </figcaption>
      {/* Its newest number stands above, in words. */}
      <SparkArea values={points} label={null} width={WIDTH} height={HEIGHT} stretched />
    </figure>
  );
}
