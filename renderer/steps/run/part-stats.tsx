import { Sparkline } from '@mantine/charts';
import { useEffect, useState } from 'react';
import type { PartStats } from '#shared/contract/deployments.ts';
import type { ImageId } from '#shared/domain/catalogue.ts';
import { formatMemory } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './run-page.module.css';

const EVERY_MS = 2000;
/** Two minutes. */
const MOST = 60;

/** The readings since the page was opened, newest last. */
export function useStats(deploymentId: string, enabled: boolean): readonly PartStats[] {
  const read = useRead('deployments.stats', { id: deploymentId }, { everyMs: EVERY_MS, enabled });
  const [history, setHistory] = useState<readonly PartStats[]>([]);
  useEffect(() => {
    const fresh = read.data ?? [];
    setHistory((before) => [...before, ...fresh].slice(-MOST * Math.max(1, fresh.length)));
  }, [read.data]);
  return history;
}

/** Processor and memory of one container as two small charts with their newest number. */
export function PartStatsCharts({
  image,
  history,
}: {
  readonly image: ImageId;
  readonly history: readonly PartStats[];
}) {
  const words = useWords().run;
  const own = history.filter((one) => one.image === image);
  const last = own.at(-1);
  if (!last) return <p className={classes['hint']}>{words.measuring}</p>;
  return (
    <div className={classes['charts']}>
      <Chart
        name={words.cpuNow}
        value={words.percent(Math.round(last.cpuPercent))}
        data={own.map(({ cpuPercent }) => cpuPercent)}
      />
      <Chart
        name={words.memoryNow}
        value={words.ofLimit(formatMemory(last.memoryBytes), formatMemory(last.memoryLimitBytes))}
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
      {/* Inert: the chart would take the focus, and its newest number stands above in words. */}
      <div aria-hidden inert>
        <Sparkline h={44} data={points} curveType="linear" color="harbour.5" fillOpacity={0.18} strokeWidth={1.5} />
      </div>
    </figure>
  );
}
