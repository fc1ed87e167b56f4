import { Button } from '@mantine/core';
import type { InterruptedJob } from '#shared/contract/interrupted.ts';
import { inputOf, useLatest } from '../door/operations.ts';
import { useAction, useRead, useStart } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import frame from './frame.module.css';
import classes from './interrupted-jobs.module.css';

/** Jobs that a kill or a lost engine interrupted, and what became of each, above every page until they are dismissed. */
export function InterruptedJobs() {
  const words = useWords().interrupted;
  const jobs = useRead('interrupted.jobs', undefined).data ?? [];
  if (jobs.length === 0) return null;
  return (
    <section className={frame['notices']} aria-label={words.title}>
      <Card title={words.title}>
        <ul className={classes['list']}>
          {jobs.map((job) => (
            <Row key={job.deploymentId} job={job} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Row({ job }: { readonly job: InterruptedJob }) {
  const words = useWords().interrupted;
  const { deploymentId, name, task, begunAt, end } = job;
  const last = useLatest('interrupted.takeUp', (one) => inputOf(one, 'deploymentId') === deploymentId);
  const takeUp = useStart('interrupted.takeUp');
  const putAway = useAction('interrupted.putAwayJob');
  const isRunning = last?.state.name === 'running';
  const isOpen = end === 'waiting' || end === 'failed';
  const failed = takeUp.error ?? putAway.error;
  return (
    <li>
      <div className={classes['row']}>
        <div className={classes['text']}>
          <p>{words.row(task, name, begunAt)}</p>
          <p className={classes['quiet']}>{isOpen ? words[isRunning ? 'running' : end] : words.ends(task, end)}</p>
        </div>
        {end === 'failed' && !isRunning ? (
          <Button
            size="xs"
            loading={takeUp.isPending}
            aria-label={words.tryAgainFor(name)}
            onClick={() => takeUp.mutate({ deploymentId })}
          >
            {words.tryAgain}
          </Button>
        ) : null}
        {isRunning ? null : (
          <Button
            size="xs"
            variant="default"
            aria-label={words.dismissFor(name)}
            onClick={() => putAway.mutate({ deploymentId })}
          >
            {words.dismiss}
          </Button>
        )}
      </div>
      {failed ? <FailurePanel failure={failed.failure} /> : null}
    </li>
  );
}
