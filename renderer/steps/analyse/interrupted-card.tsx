import { Button } from '@mantine/core';
import type { InterruptedAnalysis } from '#shared/domain/analysis.ts';
import { formatClock, formatDay, shortenMiddle } from '#shared/rules/format.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './interrupted-card.module.css';
import { MOST_OF_A_NAME } from './open-document.ts';

interface InterruptedCardProps {
  readonly deploymentId: string;
  /** The service can be asked. */
  readonly ready: boolean;
  readonly onFetch: (id: string) => void;
}

/** Analyses whose end is not known, with what can be done about each; nothing where there is none. */
export function InterruptedCard({ deploymentId, ready, onFetch }: InterruptedCardProps) {
  const words = useWords().analyse.interrupted;
  const read = useRead('interrupted.analyses', { deploymentId });
  const putAway = useAction('interrupted.putAway');
  if (read.error) return <FailurePanel failure={read.error.failure} />;
  if (!read.data || read.data.length === 0) return null;
  return (
    <Card title={words.title}>
      <ul className={classes['list']}>
        {read.data.map((one) => (
          <li key={one.id}>
            <div>
              <p title={one.documentName}>
                {words.row(
                  shortenMiddle(one.documentName, MOST_OF_A_NAME),
                  formatDay(one.sentAt),
                  formatClock(one.sentAt),
                )}
              </p>
              <p className={classes['quiet']}>{sayState(words, one)}</p>
            </div>
            {one.state === 'accepted' ? (
              <Button size="xs" disabled={!ready} onClick={() => onFetch(one.id)}>
                {words.fetch}
              </Button>
            ) : null}
            <Button
              size="xs"
              variant="default"
              disabled={putAway.isPending}
              onClick={() => putAway.mutate({ id: one.id })}
            >
              {words.putAway}
            </Button>
          </li>
        ))}
      </ul>
      {putAway.error ? <FailurePanel failure={putAway.error.failure} /> : null}
    </Card>
  );
}

const sayState = (
  words: ReturnType<typeof useWords>['analyse']['interrupted'],
  { state, pages }: InterruptedAnalysis,
): string => (state === 'accepted' ? words.accepted : words[state](words.mayCountTwice(pages)));
