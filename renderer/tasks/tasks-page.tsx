import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { entryAt, type OperationPath } from '#shared/contract/index.ts';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import { PhasesProgress } from '#shared/domain/operations.ts';
import { formatClock, formatDuration } from '#shared/rules/format.ts';
import { useDismiss, useStartAgain } from '../door/control.ts';
import { inputOf, useOperations } from '../door/operations.ts';
import { useRead } from '../door/reads.ts';
import { Empty } from '../ui/empty.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { LogView } from '../ui/log-view.tsx';
import { Card, StepPage } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import { OperationStatus } from './operation-status.tsx';
import { PhaseList } from './phases.tsx';
import classes from './tasks-page.module.css';
import { TransferFacts } from './transfer-facts.tsx';

/** What runs, then what ended, newest first. */
export function TasksPage() {
  const words = useWords().tasks;
  const operations = useOperations();
  const running = operations.filter(({ state }) => state.name === 'running').toReversed();
  const ended = operations.filter(({ state }) => state.name !== 'running').toReversed();
  return (
    <StepPage title={words.title} lead={words.lead}>
      {operations.length === 0 ? (
        <Card>
          <Empty title={words.none}>{words.noneText}</Empty>
        </Card>
      ) : null}
      {running.length > 0 ? (
        <Card title={words.runningTitle}>
          <TaskList operations={running} />
        </Card>
      ) : null}
      {ended.length > 0 ? (
        <Card title={words.endedTitle}>
          <TaskList operations={ended} />
        </Card>
      ) : null}
    </StepPage>
  );
}

function TaskList({ operations }: { readonly operations: readonly OperationSnapshot[] }) {
  return (
    <ul className={classes['list']}>
      {operations.map((snapshot) => (
        <Task key={snapshot.id} snapshot={snapshot} />
      ))}
    </ul>
  );
}

const Bytes = z.object({
  doneBytes: z.number(),
  totalBytes: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
});

function Task({ snapshot }: { readonly snapshot: OperationSnapshot }) {
  const all = useWords();
  const words = all.tasks;
  const [open, setOpen] = useState(false);
  const deployments = useRead('deployments.list', undefined).data ?? [];
  const id = inputOf(snapshot, 'deploymentId') ?? inputOf(snapshot, 'id');
  const name = deployments.find((deployment) => deployment.id === id)?.name ?? null;
  const titles: Readonly<Record<string, string>> = words.titles;
  const title = `${titles[snapshot.path] ?? snapshot.path}${name === null ? '' : ` · ${name}`}`;
  const phases = PhasesProgress.safeParse(snapshot.progress).data?.phases ?? null;
  const bytes = Bytes.safeParse(snapshot.progress).data ?? null;
  const ended = snapshot.state.name === 'running' ? null : snapshot.state.endedAt;
  const path = operationPath(snapshot.path);
  // A document's bytes are not kept with its task, so that one is started again from its own page.
  const canRetry = path !== null && path !== 'analysis.analyse';
  const again = useStartAgain();
  const dismiss = useDismiss();
  const refused = again.error ?? dismiss.error;
  return (
    <li className={classes['task']}>
      {snapshot.state.name === 'failed' ? <p className={classes['title']}>{title}</p> : null}
      <OperationStatus
        snapshot={snapshot}
        title={title}
        facts={bytes ? <TransferFacts progress={bytes} /> : null}
        retrying={again.isPending}
        {...(canRetry ? { onRetry: () => again.mutate(snapshot) } : {})}
      />
      {refused ? <FailurePanel failure={refused.failure} /> : null}
      <div className={classes['foot']}>
        <UnstyledButton className={classes['unfold']} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronRight size={14} aria-hidden />
          {open ? words.hide : words.show}
        </UnstyledButton>
        <span className={`${classes['quiet']} tabular`}>
          {words.began(formatClock(snapshot.startedAt))}
          {ended === null ? '' : `, ${words.took(formatDuration(Date.parse(ended) - Date.parse(snapshot.startedAt)))}`}
        </span>
        {ended === null ? null : (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate(snapshot.id)}
          >
            {words.dismiss}
          </Button>
        )}
      </div>
      {open ? (
        <>
          {phases ? <PhaseList phases={phases} /> : null}
          <LogView label={words.log} text={snapshot.log.join('\n')} empty={words.noLog} heightPx={160} />
        </>
      ) : null}
    </li>
  );
}

/** Whether a path is one of the contract's operations; what runs came from it. */
const operationPath = (path: string): OperationPath | null =>
  entryAt(path)?.kind === 'operation' ? (path as OperationPath) : null;
