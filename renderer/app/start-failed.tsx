import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { StartState } from '#shared/contract/start.ts';
import { useAction } from '../door/reads.ts';
import { FailurePanel, sayFailure } from '../ui/failure-panel.tsx';
import { Mark } from '../ui/mark.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './start-failed.module.css';

/** The services did not start: which file it is about, what to do, and the ways out. */
export function StartFailed({
  state,
  onChange,
}: {
  readonly state: Extract<StartState, { name: 'failed' }>;
  /** The start was tried again, and failed again. */
  readonly onChange: () => void;
}) {
  const all = useWords();
  const words = all.start;
  const again = useAction('start.again');
  const openFolder = useAction('start.openFolder');
  const quit = useAction('start.quit');
  const refused = again.error ?? openFolder.error ?? quit.error;
  const { said, next } = sayFailure(all, state.failure);
  const tryAgain = (): void =>
    again.mutate(undefined, {
      onSuccess: (end) => {
        // Everything that was asked meanwhile was refused: the window begins anew.
        if (end.name === 'ready') window.location.reload();
        else onChange();
      },
    });
  return (
    <main className={classes['page']}>
      <div className={classes['sheet']}>
        <Mark size={40} />
        <h1>{words.title}</h1>
        <div role="alert" className={classes['said']} data-code={state.failure.code}>
          <IconAlertTriangle className={classes['icon']} size={20} aria-hidden />
          <div>
            <p>
              <strong>{said}</strong>
            </p>
            <p>{next}</p>
          </div>
        </div>
        <p className={classes['lead']}>{words.lead}</p>
        <div className={classes['buttons']}>
          <Button loading={again.isPending} onClick={tryAgain}>
            {words.again}
          </Button>
          <Button variant="default" onClick={() => openFolder.mutate()}>
            {words.openFolder}
          </Button>
          <Button variant="default" onClick={() => quit.mutate()}>
            {words.quit}
          </Button>
        </div>
        {refused ? <FailurePanel failure={refused.failure} /> : null}
        <dl className={classes['places']}>
          <dt>{words.data}</dt>
          <dd>{state.dataFolder}</dd>
          <dt>{words.log}</dt>
          <dd>{state.logFile}</dd>
        </dl>
        {state.failure.detail === null ? null : (
          <details className={classes['detail']}>
            <summary>{all.failure.showDetail}</summary>
            <pre>{state.failure.detail}</pre>
          </details>
        )}
      </div>
    </main>
  );
}
