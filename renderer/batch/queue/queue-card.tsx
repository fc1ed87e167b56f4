import { Button, Progress } from '@mantine/core';
import { IconFolderOpen, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import type { BatchProgress } from '#shared/domain/batch.ts';
import { formatClock, formatDuration } from '#shared/rules/format.ts';
import { useCancel } from '../../door/control.ts';
import { useAction, useStart } from '../../door/reads.ts';
import { FailurePanel, sayFailure } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import type { LiveBatch } from '../use-batch.ts';
import classes from './queue.module.css';

/** How far a batch is, how quickly it goes, why it waits; pause, stop, go on, try the failed again. */
export function QueueCard({ live }: { readonly live: LiveBatch }) {
  const all = useWords();
  const words = all.batch;
  const { batch, progress, operation } = live;
  const { counts, state } = batch;
  const pause = useAction('batch.pause');
  const resume = useAction('batch.resume');
  const open = useAction('app.openFolder');
  const cancel = useCancel();
  const start = useStart('batch.run');
  const left = counts.waiting + counts.running;
  const again = ({ retryFailed = false, sendAgain = false }): void =>
    start.mutate({
      deploymentId: batch.deploymentId,
      folder: { batchId: batch.id },
      subfolders: batch.subfolders,
      retryFailed,
      sendAgain,
    });
  const refused = start.error ?? pause.error ?? resume.error ?? cancel.error ?? open.error;
  const ended = operation?.state.name === 'failed' ? operation.state.failure : null;
  const id = { batchId: batch.id };
  const runs = state === 'running' || state === 'paused';
  return (
    <Card>
      <div className={classes['queue']}>
        <div className={classes['row']}>
          <p className={`${classes['counts']} tabular`}>
            <strong>{words.counts.done(counts.done)}</strong>
            {counts.failed > 0 ? <span data-failed>{words.counts.failed(counts.failed)}</span> : null}
            {left > 0 ? <span>{words.counts.left(left)}</span> : null}
            <span>{words.counts.pages(counts.pages)}</span>
          </p>
          <div className={classes['buttons']}>
            {runs ? null : (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                leftSection={<IconFolderOpen size={14} />}
                onClick={() => open.mutate({ path: batch.resultsFolder })}
              >
                {words.openResults}
              </Button>
            )}
            {state === 'running' ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerPause size={14} />}
                loading={pause.isPending}
                onClick={() => pause.mutate(id)}
              >
                {words.pause}
              </Button>
            ) : null}
            {state === 'paused' ? (
              <Button
                size="xs"
                leftSection={<IconPlayerPlay size={14} />}
                loading={resume.isPending}
                onClick={() => resume.mutate(id)}
              >
                {words.resume}
              </Button>
            ) : null}
            {runs && operation ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerStop size={14} />}
                loading={cancel.isPending}
                onClick={() => cancel.mutate(operation)}
              >
                {words.stop}
              </Button>
            ) : null}
            {!runs && counts.failed > 0 ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={14} />}
                loading={start.isPending}
                onClick={() => again({ retryFailed: true })}
              >
                {words.retryFailed(counts.failed)}
              </Button>
            ) : null}
            {state === 'interrupted' && left > counts.unsure ? (
              <Button
                size="xs"
                leftSection={<IconPlayerPlay size={14} />}
                loading={start.isPending}
                onClick={() => again({})}
              >
                {words.goOn}
              </Button>
            ) : null}
          </div>
        </div>
        <Bar done={counts.done} failed={counts.failed} total={counts.total} label={words.progress} />
        <p className={`${classes['facts']} tabular`}>
          {state === 'interrupted' && left > counts.unsure ? words.interruptedText(left - counts.unsure) : null}
          {state === 'paused' ? words.pausedText : null}
          {state === 'running' && progress ? <Pace progress={progress} /> : null}
        </p>
        {counts.unsure > 0 ? (
          <div className={classes['unsure']} role="status">
            <p>
              {words.unsure(counts.unsure)} {words.unsureText(counts.unsurePages)}
            </p>
            {runs ? null : (
              <Button size="xs" variant="default" loading={start.isPending} onClick={() => again({ sendAgain: true })}>
                {words.sendAgain(counts.unsure)}
              </Button>
            )}
          </div>
        ) : null}
        {batch.notice ? <FailurePanel failure={batch.notice} /> : null}
        {progress?.held ? (
          <p className={classes['held']} role="status">
            {words.held} {sayFailure(all, progress.held).said} {sayFailure(all, progress.held).next}
          </p>
        ) : null}
        {ended && !runs ? <FailurePanel failure={ended} /> : null}
        {refused ? <FailurePanel failure={refused.failure} /> : null}
      </div>
    </Card>
  );
}

/** Pages a minute, time left, how many at once; or that the service asked for a rest. */
function Pace({ progress }: { readonly progress: BatchProgress }) {
  const words = useWords().batch;
  const { backingOffUntil, pagesPerMinute, remainingMs, inFlight } = progress;
  if (backingOffUntil !== null) return words.backingOff(formatClock(backingOffUntil));
  return [
    !pagesPerMinute ? null : words.pace(pagesPerMinute),
    !pagesPerMinute || remainingMs === null ? null : words.timeLeft(formatDuration(remainingMs)),
    inFlight === 0 ? null : words.inFlight(inFlight),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

interface BarProps {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly label: string;
}

/** Done and failed as one bar; the figures stand above it. */
export function Bar({ done, failed, total, label }: BarProps) {
  const share = (count: number): number => (total === 0 ? 0 : (count / total) * 100);
  return (
    <Progress.Root size="sm">
      <Progress.Section value={share(done)} aria-label={label} />
      {failed > 0 ? <Progress.Section value={share(failed)} color="var(--dd-bad)" withAria={false} /> : null}
    </Progress.Root>
  );
}
