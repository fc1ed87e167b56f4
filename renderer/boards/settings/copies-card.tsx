import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import { CopyRow } from './copy-row.tsx';
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
              <CopyRow
                key={at}
                at={at}
                holds={words.holds(deployments, commitments)}
                isCurrent={isCurrent}
                label={words.restoreOf(at)}
                restoring={restore.isPending && restore.variables?.at === at}
                onRestore={() => restore.mutate({ at })}
              />
            ))}
          </div>
          {restore.error ? <FailurePanel failure={restore.error.failure} /> : null}
        </Card>
      )}
    </ReadGate>
  );
}
