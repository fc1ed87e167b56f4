import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { TableRow } from '#shared/domain/batch.ts';
import { type ComparePlace, useComparePlace } from '../compare/compare-place.ts';
import { CompareView } from '../compare/compare-view.tsx';
import { resultIdOf } from '../compare/model/field-path.ts';
import { type BatchRow, DIFFERENCE, paths } from '../deployment/paths.ts';
import { PausedNotice } from '../deployment/paused-notice.tsx';
import { nameOfFolder } from '../files/name-of-folder.ts';
import { Empty } from '../ui/empty.tsx';
import { ReadGate } from '../ui/read-gate.tsx';
import { Card, StepPage } from '../ui/step-page.tsx';
import { ToneBadge } from '../ui/tone.tsx';
import { useWords } from '../ui/words.tsx';
import { BackLink } from './back-link.tsx';
import classes from './batch.module.css';
import { DocumentView } from './document/document-view.tsx';
import { fieldKey } from './model/columns.ts';
import { type Place, usePlace } from './place.ts';
import { QueueCard } from './queue/queue-card.tsx';
import { DocumentsView } from './table/documents-view.tsx';
import { stateTone } from './tones.ts';
import { type LiveBatch, useBatch } from './use-batch.ts';
import { usePageScroll } from './use-page-scroll.ts';
import { useRows } from './use-rows.ts';
import { ViewTabs } from './view-tabs.tsx';

interface BatchViewProps {
  readonly deploymentId: string;
  readonly batchId: string;
  readonly view: 'documents' | 'compare' | 'document';
  readonly open: BatchRow | null;
  readonly at: string | null;
  readonly fromCompare: boolean;
}

/** One batch: its queue, its documents, its comparison, or one of its documents. Remembers where one was in each. */
export function BatchView({ deploymentId, batchId, view, open, at, fromCompare }: BatchViewProps) {
  const words = useWords().batch;
  const { list, live, running } = useBatch(deploymentId, batchId);
  const [place, onPlace] = usePlace();
  const compare = useComparePlace();
  usePageScroll(view);
  const last = useRef(view);
  const cameBack = last.current === 'document' && view !== 'document';
  useEffect(() => {
    last.current = view;
  }, [view]);
  const title = live ? nameOfFolder(live.batch.folder) : words.title;
  const lead = live?.batch.folder;
  if (live && open)
    return (
      <DocumentView batch={live.batch} running={running} open={open} at={at} fromCompare={fromCompare} place={place} />
    );
  return (
    <StepPage
      title={title}
      lead={
        <span className={classes['lead']}>
          <BackLink to={paths.batches(deploymentId)} label={words.back} />
          {lead ? <span className={classes['folder']}>{lead}</span> : null}
        </span>
      }
      wide
      state={
        live ? <ToneBadge tone={stateTone[live.batch.state]}>{words.states[live.batch.state]}</ToneBadge> : undefined
      }
    >
      {running ? <PausedNotice deploymentId={deploymentId} /> : null}
      <ReadGate read={list} heights={[96, 36, 420]}>
        {() =>
          live ? (
            <Opened
              live={live}
              running={running}
              view={view === 'compare' ? 'compare' : 'documents'}
              place={place}
              onPlace={onPlace}
              compare={compare}
              cameBack={cameBack}
            />
          ) : (
            <Card>
              <Empty title={words.gone}>{words.goneText}</Empty>
            </Card>
          )
        }
      </ReadGate>
    </StepPage>
  );
}

interface OpenedProps {
  readonly live: LiveBatch;
  readonly running: boolean;
  readonly view: 'documents' | 'compare';
  readonly place: Place;
  readonly onPlace: (change: Partial<Place>) => void;
  readonly compare: ComparePlace;
  /** From a document: the keys go on where they were. */
  readonly cameBack: boolean;
}

function Opened({ live, running, view, place, onPlace, compare, cameBack }: OpenedProps) {
  const { batch } = live;
  const { id: batchId, deploymentId } = batch;
  const read = useRows(batchId, running);
  const [, go] = useLocation();
  const [folderName] = useState(() => nameOfFolder(batch.folder));
  const openRow = useCallback(
    ({ item, part }: TableRow, column: string) =>
      go(paths.batchDocument(deploymentId, batchId, { itemId: item.id, part }, resultIdOfColumn(part, column))),
    [go, deploymentId, batchId],
  );
  const openAt = useCallback(
    (row: BatchRow, field: string) => go(paths.batchDocument(deploymentId, batchId, row, field, DIFFERENCE)),
    [go, deploymentId, batchId],
  );
  const rows = useMemo(() => read.data?.rows ?? [], [read.data]);
  return (
    <>
      <QueueCard live={live} />
      <ViewTabs deploymentId={deploymentId} batchId={batchId} view={view} />
      <ReadGate read={read} heights={[36, 420]}>
        {() =>
          view === 'compare' ? (
            <CompareView batch={batch} rows={rows} place={compare} onOpen={openAt} cameBack={cameBack} />
          ) : (
            <DocumentsView
              batchId={batchId}
              folderName={folderName}
              rows={rows}
              place={place}
              onPlace={onPlace}
              onOpen={openRow}
              cameBack={cameBack}
            />
          )
        }
      </ReadGate>
    </>
  );
}

/** The field that a column of the table is about, as the viewer knows it; undefined for a column of another kind. */
const resultIdOfColumn = (part: number, column: string): string | undefined =>
  column.startsWith(fieldKey('')) ? resultIdOf(part, column.slice(fieldKey('').length)) : undefined;
