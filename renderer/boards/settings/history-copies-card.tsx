import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import { CopyRow } from './copy-row.tsx';
import { KeptNumber } from './kept-number.tsx';
import classes from './settings-page.module.css';

/** The daily copies of the usage history, each with the way back to it, and how many are kept. */
export function HistoryCopiesCard({ kept }: { readonly kept: number }) {
  const all = useWords();
  const words = all.copies.history;
  const read = useRead('usage.copies', undefined);
  const restore = useAction('usage.restore');
  return (
    <Card title={words.title}>
      <ReadGate read={read} heights={[60]}>
        {(copies) => (
          <>
            <p className={classes['quiet']}>{copies.length === 0 ? words.none : words.lead}</p>
            <div className={classes['rows']}>
              {copies.map(({ at }) => (
                <CopyRow
                  key={at}
                  at={at}
                  label={words.restoreOf(at)}
                  restoring={restore.isPending && restore.variables?.at === at}
                  onRestore={() => restore.mutate({ at })}
                />
              ))}
            </div>
          </>
        )}
      </ReadGate>
      {restore.error ? <FailurePanel failure={restore.error.failure} /> : null}
      <KeptNumber label={words.kept} description={words.keptHint} name="historyCopiesKept" kept={kept} />
    </Card>
  );
}
