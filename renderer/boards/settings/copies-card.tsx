import { Button } from '@mantine/core';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

/** Earlier states of the settings, each with the way back to it. */
export function CopiesCard() {
  const words = useWords().copies;
  const read = useRead('copies.list', undefined);
  const restore = useAction('copies.restore');
  return (
    <ReadGate read={read} heights={[120]}>
      {({ copies }) => (
        <Card title={words.title}>
          <p className={classes['quiet']}>{copies.length === 0 ? words.none : words.lead}</p>
          <div className={classes['rows']}>
            {copies.map(({ at, deployments, commitments, isCurrent }) => (
              <div className={classes['given']} key={at}>
                <span className={classes['name']}>
                  {words.instant(at)}
                  <span className={classes['quiet']}>{words.holds(deployments, commitments)}</span>
                </span>
                {isCurrent ? (
                  <span className={classes['label']}>{words.current}</span>
                ) : (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={words.restoreOf(at)}
                    loading={restore.isPending && restore.variables?.at === at}
                    onClick={() => restore.mutate({ at })}
                  >
                    {words.restore}
                  </Button>
                )}
              </div>
            ))}
          </div>
          {restore.error ? <FailurePanel failure={restore.error.failure} /> : null}
        </Card>
      )}
    </ReadGate>
  );
}
