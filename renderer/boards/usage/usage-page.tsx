import { Button } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { UsageBook } from '#shared/domain/history.ts';
import { toCsv } from '#shared/rules/csv.ts';
import { formatClock, formatCount } from '#shared/rules/format.ts';
import { stepsDone } from '#shared/rules/steps.ts';
import { shortMeter, type UsageTable, usageRows, usageTable } from '#shared/rules/usage.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { MonthChart } from './month-chart.tsx';
import classes from './usage-page.module.css';

const COLLECT_EVERY_MS = 60_000;

/** What the containers say was used: totals, months, the table behind them. */
export function UsagePage({ deploymentId }: { readonly deploymentId: string }) {
  const all = useWords();
  const words = all.usage;
  const report = useRead('usage.book', { deploymentId });
  const world = useRead('deployments.world', { id: deploymentId });
  const { mutate, isPending, error } = useAction('usage.collect');
  const save = useAction('app.saveText');
  const runs = world.data?.parts.some(({ container }) => container?.state === 'running') ?? false;
  useEffect(() => {
    if (!runs) return;
    mutate({ deploymentId });
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') mutate({ deploymentId });
    }, COLLECT_EVERY_MS);
    return () => clearInterval(timer);
  }, [runs, deploymentId, mutate]);
  const table = usageTable(report.data ?? { totals: [], months: [] });
  const readAt = report.data?.readAt ?? null;
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      wide
      state={
        readAt ? (
          <ToneBadge tone={report.data?.stale.length ? 'warn' : 'quiet'}>{words.readAt(formatClock(readAt))}</ToneBadge>
        ) : undefined
      }
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            disabled={table.rows.length === 0}
            onClick={() =>
              save.mutate({
                title: words.saveTitle,
                fileName: `usage-${deploymentId}.csv`,
                text: toCsv(usageRows(table)),
              })
            }
          >
            {words.save}
          </Button>
          <Button
            leftSection={<IconRefresh size={16} />}
            disabled={!runs}
            loading={isPending}
            onClick={() => mutate({ deploymentId })}
          >
            {words.refresh}
          </Button>
        </>
      }
    >
      {error ? <FailurePanel failure={error.failure} /> : null}
      <ReadGate read={report} heights={[96, 320, 160]}>
        {(known) =>
          table.rows.length === 0 ? (
            <Card>
              <Empty title={words.none}>
                {world.data && stepsDone(world.data).run ? words.noneYet : words.noneText}
              </Empty>
            </Card>
          ) : (
            <Numbers report={known} table={table} />
          )
        }
      </ReadGate>
    </StepPage>
  );
}

function Numbers({ report, table }: { readonly report: UsageBook; readonly table: UsageTable }) {
  const all = useWords();
  const words = all.usage;
  return (
    <>
      {report.stale.length > 0 ? (
        <p className={classes['stale']}>
          {words.stale(report.stale.map((image) => all.images[image].name).join(', '))}
        </p>
      ) : null}
      <div className={classes['totals']}>
        {table.rows.map(({ image, meter, total, byMonth }) => (
          <Card key={`${image} ${meter}`}>
            <p className={classes['quiet']}>{all.images[image].name}</p>
            <p className={`${classes['number']} tabular`}>{formatCount(total)}</p>
            <p className={classes['quiet']} title={meter}>
              {shortMeter(meter)} · {words.thisMonth(formatCount(byMonth.at(-1) ?? 0))}
            </p>
          </Card>
        ))}
      </div>
      {table.months.length > 0 ? (
        <Card title={words.months}>
          <MonthChart table={table} />
        </Card>
      ) : null}
      <Card title={words.table}>
        <div className={classes['scroll']}>
          <table className={`${classes['table']} tabular`}>
            <thead>
              <tr>
                <th scope="col">{words.container}</th>
                <th scope="col">{words.meter}</th>
                {table.months.map((month) => (
                  <th key={month} scope="col">
                    {month}
                  </th>
                ))}
                <th scope="col">{words.total}</th>
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ image, meter, byMonth, total }) => (
                <tr key={`${image} ${meter}`}>
                  <td>{all.images[image].name}</td>
                  <td className="mono">{meter}</td>
                  {byMonth.map((quantity, at) => (
                    <td key={table.months[at]}>{formatCount(quantity)}</td>
                  ))}
                  <td>
                    <strong>{formatCount(total)}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={classes['note']}>{words.unitNote}</p>
      </Card>
    </>
  );
}
