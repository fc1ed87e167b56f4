import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { UsageBook } from '#shared/domain/history.ts';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import tables from './chart/chart.module.css';
import { formatQuantity } from './model/axis.ts';
import { bucketsOf } from './model/buckets.ts';
import { type MeterLine, shortMeter } from './model/meters.ts';
import { type Months, periodEnding } from './model/period.ts';
import classes from './usage-page.module.css';

const AT_FIRST = 12;

interface MonthTableProps {
  readonly book: UsageBook;
  readonly meters: readonly MeterLine[];
  readonly history: Months;
}

/** Every month and meter in full, the newest month first. */
export function MonthTable({ book, meters, history }: MonthTableProps) {
  const all = useWords();
  const words = all.usage;
  const [whole, setWhole] = useState(false);
  const count = history.last - history.first + 1;
  const months = useMemo(() => {
    const period = periodEnding(whole || count <= AT_FIRST ? 'all' : 'year', history.last, history);
    return bucketsOf(book, meters, period).list.toReversed();
  }, [book, meters, history, whole, count]);
  return (
    <Card title={words.tableTitle}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable table has to be reachable by keyboard */}
      <section className={tables['scroll']} style={{ maxHeight: 560 }} tabIndex={0} aria-label={words.tableTitle}>
        <table className={`${tables['table']} tabular`} aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col" data-side="start">
                {words.month}
              </th>
              {meters.map(({ id, key }) => (
                <th key={id} scope="col" title={key.meter}>
                  {all.images[key.image].name}
                  <br />
                  <span className={classes['meterName']}>{shortMeter(key.meter)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={classes['totalRow']}>
              <th scope="row" data-side="start">
                {words.total}
              </th>
              {meters.map(({ id, total }) => (
                <td key={id}>{formatQuantity(total)}</td>
              ))}
            </tr>
            {months.map(({ key, title, values }) => (
              <tr key={key}>
                <th scope="row" data-side="start">
                  {title}
                </th>
                {values.map((value, at) => (
                  <td key={meters[at]?.id}>{formatQuantity(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {!whole && count > AT_FIRST ? (
        <Button mt={12} size="xs" variant="default" onClick={() => setWhole(true)}>
          {words.allMonths(count)}
        </Button>
      ) : null}
      <p className={classes['note']}>{words.unitNote}</p>
    </Card>
  );
}
