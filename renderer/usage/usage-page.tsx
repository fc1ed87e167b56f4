import { Button, Skeleton } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { UsageBook } from '#shared/domain/history.ts';
import { stepsDone } from '../deployment/steps.ts';
import { useAction, useRead } from '../door/reads.ts';
import { EvidenceButton } from '../evidence/evidence-button.tsx';
import { toCsvFile } from '../files/csv.ts';
import { Empty } from '../ui/empty.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Card, StepPage } from '../ui/step-page.tsx';
import { ToneBadge } from '../ui/tone.tsx';
import { useWords } from '../ui/words.tsx';
import { metersOf } from './model/meters.ts';
import { formatMoment } from './model/moment.ts';
import { monthRows } from './model/month-rows.ts';
import { UsageBoard } from './usage-board.tsx';
import classes from './usage-page.module.css';
import { useBooks } from './use-books.ts';

/** A deployment's usage: four numbers, the charts, the table; and what is known about how well they are known. */
export function UsagePage({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords();
  const { usage } = words;
  const book = useRead('usage.book', { deploymentId });
  const deployments = useRead('deployments.list', undefined);
  const commitments = useRead('commitments.list', undefined);
  const world = useRead('deployments.world', { id: deploymentId });
  const collect = useAction('usage.collect');
  const save = useAction('app.saveText');
  const mine = useMemo(
    () => (commitments.data ?? []).filter(({ deploymentIds }) => deploymentIds.includes(deploymentId)),
    [commitments.data, deploymentId],
  );
  const known = deployments.data;
  const others = useMemo(() => {
    const ids = new Set(mine.flatMap(({ deploymentIds }) => deploymentIds));
    return (known ?? []).filter(({ id }) => id !== deploymentId && ids.has(id)).map(({ id }) => id);
  }, [mine, known, deploymentId]);
  const otherBooks = useBooks(others);
  const deployment = known?.find(({ id }) => id === deploymentId) ?? null;
  const runs = world.data?.parts.some(({ container }) => container?.state === 'running') ?? false;
  const failed = book.error ?? commitments.error ?? deployments.error ?? otherBooks.error;
  const again = (): void => {
    for (const read of [book, commitments, deployments]) if (read.error) void read.refetch();
    otherBooks.refetch();
  };
  const saveAll = (of: UsageBook): void => {
    const rows = monthRows(of, metersOf(of, deployment?.parts.map(({ image }) => image) ?? []));
    save.mutate({ title: usage.saveTitle, fileName: `usage-${deploymentId}.csv`, text: toCsvFile(rows) });
  };
  const counted = book.data && (book.data.totals.length > 0 || book.data.months.length > 0);
  const refused = collect.error ?? save.error;
  return (
    <StepPage
      title={usage.title}
      lead={usage.lead}
      wide
      state={book.data ? <ReadState book={book.data} /> : undefined}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            disabled={!counted}
            onClick={() => book.data && saveAll(book.data)}
          >
            {usage.save}
          </Button>
          <EvidenceButton deploymentId={deploymentId} />
          <Button
            leftSection={<IconRefresh size={16} />}
            disabled={!runs}
            loading={collect.isPending}
            onClick={() => collect.mutate({ deploymentId })}
          >
            {usage.refresh}
          </Button>
        </>
      }
    >
      {failed ? <FailurePanel failure={failed.failure} onRetry={again} retryLabel={words.readAgain} /> : null}
      {refused ? <FailurePanel failure={refused.failure} /> : null}
      {book.data && deployment && commitments.data && otherBooks.values ? (
        counted ? (
          <UsageBoard
            deployment={deployment}
            deployments={known ?? []}
            book={book.data}
            books={otherBooks.values}
            commitments={commitments.data}
          />
        ) : (
          <Card>
            <Empty title={usage.none}>{world.data && stepsDone(world.data).run ? usage.noneYet : usage.noneText}</Empty>
          </Card>
        )
      ) : failed ? null : (
        <Loading label={words.loading} />
      )}
    </StepPage>
  );
}

/** When it was read, and whether that is all of it. */
function ReadState({ book }: { readonly book: UsageBook }) {
  const { usage } = useWords();
  if (book.readAt === null) return <ToneBadge tone="quiet">{usage.neverRead}</ToneBadge>;
  return (
    <ToneBadge tone={book.stale.length > 0 ? 'warn' : 'quiet'}>{usage.readAt(formatMoment(book.readAt))}</ToneBadge>
  );
}

/** Everything at its final size, so that nothing jumps. */
function Loading({ label }: { readonly label: string }) {
  return (
    <section className={classes['board']} aria-busy aria-label={label}>
      <Skeleton height={190} />
      <Skeleton height={426} />
      <Skeleton height={560} />
      <Skeleton height={330} />
      <Skeleton height={400} />
    </section>
  );
}
