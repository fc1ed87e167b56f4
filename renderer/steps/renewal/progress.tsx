import { z } from 'zod';
import { PhasesProgress } from '#shared/domain/operations.ts';
import { formatDuration } from '#shared/rules/format.ts';
import { useStartAgain } from '../../door/control.ts';
import { inputOf } from '../../door/operations.ts';
import { OperationStatus } from '../../tasks/operation-status.tsx';
import { PhaseList } from '../../tasks/phases.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LicenceQuestion } from '../../ui/licence-question.tsx';
import { LogFold } from '../../ui/log-fold.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './renewal-page.module.css';
import type { Doing } from './use-renewal.ts';

const Sampled = z.object({ documentName: z.string(), pages: z.number(), milliseconds: z.number() });

/** The step that runs, or how the last one ended where that is worth a word. */
export function Progress({ doing: { latest } }: { readonly doing: Doing }) {
  const all = useWords();
  const words = all.renewal;
  const startAgain = useStartAgain();
  if (!latest) return null;
  const { state, path } = latest;
  if (state.name === 'succeeded') {
    if (path === 'renewal.sample') {
      const { data } = Sampled.safeParse(state.output);
      return data ? (
        <p role="status" className={classes['good']}>
          {words.sampleDone(data.documentName, data.pages, formatDuration(data.milliseconds))}
        </p>
      ) : null;
    }
    if (path === 'renewal.finish')
      return (
        <p role="status" className={classes['good']}>
          {words.finished}
        </p>
      );
    if (path !== 'renewal.undo') return null;
    const folders = z.array(z.string()).safeParse(state.output).data ?? [];
    return (
      <p role="status" className={classes['said']}>
        {words.undone(folders.join(', '))}
      </p>
    );
  }
  const progress = PhasesProgress.safeParse(latest.progress).data;
  // A sample that nobody knows the end of: the operator has read that its pages may count twice.
  const pages =
    state.name === 'failed' && state.failure.code === 'document.may-count-twice'
      ? state.failure.facts.pages
      : undefined;
  const again = pages === undefined ? latest : { ...latest, input: { ...Object(latest.input), sendAgain: true } };
  const deploymentId = inputOf(latest, 'deploymentId');
  return (
    <>
      {state.name === 'running' && progress?.question && typeof deploymentId === 'string' ? (
        <LicenceQuestion deploymentId={deploymentId} question={progress.question} />
      ) : null}
      {startAgain.error ? <FailurePanel failure={startAgain.error.failure} /> : null}
      <Card>
        <OperationStatus
          snapshot={latest}
          title={words.doing[path as keyof typeof words.doing] ?? words.title}
          retrying={startAgain.isPending}
          onRetry={() => startAgain.mutate(again)}
          retryLabel={
            pages === undefined ? undefined : all.analyse.sendAgain(all.analyse.interrupted.mayCountTwice(pages))
          }
        />
        <PhaseList phases={progress?.phases ?? []} />
        <LogFold words={words} lines={latest.log} openAtFirst={false} />
      </Card>
    </>
  );
}
