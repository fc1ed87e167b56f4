import { Button, Progress } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import { formatClock, formatDuration } from '#shared/rules/format.ts';
import { useCancel } from '../door/control.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePageOpenedAt } from '../ui/step-page.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';
import classes from './operation-status.module.css';
import { shareOf, stalledForMs } from './tasks.ts';

interface OperationStatusProps {
  readonly snapshot: OperationSnapshot;
  readonly title: ReactNode;
  /** What is known besides: bytes, rate, time left. */
  readonly facts?: ReactNode;
  readonly onRetry?: () => void;
  /** The retry has been asked for and is not answered yet. */
  readonly retrying?: boolean;
  readonly retryLabel?: string | undefined;
  /** What a cancel leaves, said beside the button. */
  readonly keeps?: string;
}

/** One task: what it is, how far, since when nothing moved, how it ended; with its way out. */
export function OperationStatus(props: OperationStatusProps) {
  const { snapshot, title, facts, onRetry, retrying = false, retryLabel, keeps } = props;
  const words = useWords();
  const cancel = useCancel();
  const now = useNow(1000);
  const top = useRef<HTMLDivElement>(null);
  const { state } = snapshot;
  const failed = state.name === 'failed';
  const openedAt = usePageOpenedAt();
  const newsAt = failed ? state.endedAt : snapshot.startedAt;
  // Started from the foot of a long form: what happens now, and what went wrong, is at its head. What was there before leaves
  // the page at its top.
  useEffect(() => {
    if (newsAt >= openedAt) top.current?.scrollIntoView({ block: 'nearest' });
  }, [newsAt, openedAt]);
  if (failed)
    return (
      <div className={classes['failed']} ref={top}>
        <FailurePanel
          failure={state.failure}
          left={snapshot.left}
          retrying={retrying}
          {...(onRetry ? { onRetry } : {})}
          {...(retryLabel === undefined ? {} : { retryLabel })}
        />
      </div>
    );
  const share = shareOf(snapshot.progress);
  const stalled = stalledForMs(snapshot, now);
  const running = state.name === 'running';
  return (
    <div className={classes['status']} ref={top}>
      <div className={classes['row']}>
        <div className={classes['text']}>
          <p className={classes['title']}>{title}</p>
          <p className={`${classes['facts']} tabular`}>
            {running ? (
              <>
                {facts}
                {stalled === null ? null : (
                  <span className={classes['stalled']}>{words.tasks.stalled(formatDuration(stalled))}</span>
                )}
              </>
            ) : (
              words.tasks.ended(state.name, formatClock(state.endedAt))
            )}
          </p>
        </div>
        {running ? (
          <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(snapshot)}>
            {words.cancel}
          </Button>
        ) : null}
        {state.name === 'cancelled' && onRetry ? (
          <Button size="xs" variant="default" loading={retrying} onClick={onRetry}>
            {words.tasks.startAgain}
          </Button>
        ) : null}
      </div>
      {running ? (
        <Progress
          value={(share ?? 1) * 100}
          animated={share === null}
          size="sm"
          aria-label={typeof title === 'string' ? title : words.tasks.progress}
        />
      ) : null}
      {running && keeps ? <p className={classes['facts']}>{keeps}</p> : null}
      {running && cancel.error ? <FailurePanel failure={cancel.error.failure} /> : null}
      {snapshot.left.length > 0 ? (
        <p className={classes['facts']}>{words.failure.left(snapshot.left.map(({ name }) => name).join(', '))}</p>
      ) : null}
    </div>
  );
}
