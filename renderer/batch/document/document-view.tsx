import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Batch, TableRow } from '#shared/domain/batch.ts';
import { type BatchRow, DIFFERENCE, DOCUMENT, paths } from '../../deployment/paths.ts';
import { ReadGate } from '../../ui/read-gate.tsx';
import { StepPage } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import { BackLink } from '../back-link.tsx';
import { arrange } from '../model/arrange.ts';
import { columnsOf } from '../model/columns.ts';
import type { Place } from '../place.ts';
import { useRows } from '../use-rows.ts';
import classes from './document.module.css';
import { DocumentResult } from './document-result.tsx';

interface DocumentViewProps {
  readonly batch: Batch;
  readonly running: boolean;
  readonly open: BatchRow;
  /** A field to begin with. */
  readonly at: string | null;
  readonly fromCompare: boolean;
  readonly place: Place;
}

/** One document of a batch in the viewer; the next and the one before as the table is sorted and filtered. */
export function DocumentView({ batch, running, open, at, fromCompare, place }: DocumentViewProps) {
  const words = useWords().batch;
  const { id: batchId, deploymentId } = batch;
  const read = useRows(batchId, running);
  const rows = read.data?.rows;
  const { arrangement, setSpot, spot } = place;
  const order = useMemo(() => (rows ? arrange(rows, columnsOf(rows), arrangement) : []), [rows, arrangement]);
  const index = order.findIndex(({ item, part }) => item.id === open.itemId && part === open.part);
  const row = rows?.find(({ item, part }) => item.id === open.itemId && part === open.part) ?? null;
  const [, go] = useLocation();
  const to = (next: TableRow | undefined): void => {
    if (!next) return;
    setSpot({ row: order.indexOf(next), column: spot.column });
    const target = { itemId: next.item.id, part: next.part };
    const view = fromCompare ? DIFFERENCE : DOCUMENT;
    go(paths.batchDocument(deploymentId, batchId, target, undefined, view), { replace: true });
  };
  const before = index > 0 ? order[index - 1] : undefined;
  const after = index >= 0 ? order[index + 1] : undefined;
  const back = paths.batch(deploymentId, batchId, fromCompare ? 'compare' : 'documents');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys follow what is on screen
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
      event.preventDefault();
      to(event.key === 'ArrowUp' ? before : after);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [before, after]);
  const name = open.itemId.split('/').at(-1) ?? open.itemId;
  return (
    <StepPage title={name} lead={open.itemId === name ? undefined : open.itemId} wide>
      <div className={classes['bar']}>
        <BackLink to={back} label={fromCompare ? words.document.backToCompare : words.document.back} />
        <span className={classes['gap']} />
        {index < 0 ? null : (
          <span className={`${classes['at']} tabular`}>{words.document.at(index + 1, order.length)}</span>
        )}
        <Button
          size="xs"
          variant="default"
          title="Alt+↑"
          leftSection={<IconChevronUp size={14} />}
          disabled={!before}
          onClick={() => to(before)}
        >
          {words.document.before}
        </Button>
        <Button
          size="xs"
          variant="default"
          title="Alt+↓"
          leftSection={<IconChevronDown size={14} />}
          disabled={!after}
          onClick={() => to(after)}
        >
          {words.document.after}
        </Button>
      </div>
      <ReadGate read={read} heights={[480]}>
        {() => <DocumentResult key={`${open.itemId}\n${open.part}`} batchId={batchId} open={open} row={row} at={at} />}
      </ReadGate>
    </StepPage>
  );
}
