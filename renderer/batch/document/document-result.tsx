import { Skeleton } from '@mantine/core';
import type { TableRow } from '#shared/domain/batch.ts';
import type { BatchRow } from '../../deployment/paths.ts';
import { useRead } from '../../door/reads.ts';
import { ResultViewer } from '../../result/result-viewer.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';

interface DocumentResultProps {
  readonly batchId: string;
  readonly open: BatchRow;
  readonly row: TableRow | null;
  readonly at: string | null;
}

/** The answer on its document; without the document its boxes alone; without an answer the reason. */
export function DocumentResult({ batchId, open, row, at }: DocumentResultProps) {
  const words = useWords().batch.document;
  const id = { batchId, itemId: open.itemId };
  const done = row?.item.state === 'done';
  // An answer does not change: read again, when the window gets the focus or the batch goes on, it would be opened anew.
  const answer = useRead('batch.result', id, { enabled: done, once: true });
  const document = useRead('batch.document', id, { enabled: done, once: true });
  if (row && !done)
    return (
      <Card title={row.item.state === 'failed' ? words.failed : undefined}>
        {row.item.failure ? (
          <FailurePanel failure={row.item.failure} />
        ) : (
          <Empty title={words.waiting}>{words.waitingText}</Empty>
        )}
      </Card>
    );
  if (answer.error) return <FailurePanel failure={answer.error.failure} onRetry={() => void answer.refetch()} />;
  if (!answer.data || document.isPending) return <Skeleton height={480} />;
  return (
    <>
      {document.error ? <FailurePanel failure={document.error.failure} /> : null}
      <ResultViewer
        answer={answer.data}
        document={document.data ?? null}
        name={open.itemId}
        openAt={at ?? `f/${open.part}`}
      />
    </>
  );
}
