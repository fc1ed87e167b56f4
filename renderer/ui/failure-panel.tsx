import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Leftover } from '#shared/contract/messages.ts';
import type { Failure } from '#shared/failures/failure.ts';
import type { FailureCode, FailureFacts } from '#shared/failures/registry.ts';
import type { Words } from '#shared/words/languages.ts';
import { useAction } from '../door/reads.ts';
import classes from './failure-panel.module.css';
import { useWords } from './words.tsx';

/** What happened and what to do, in the operator's words. */
export function sayFailure(words: Words, failure: Failure): { readonly said: string; readonly next: string } {
  // Each code's words take that code's facts; the union of pairs is beyond what the compiler follows.
  const say = words.failures[failure.code] as (facts: FailureFacts[FailureCode]) => { said: string; next: string };
  return say(failure.facts);
}

export interface FailurePanelProps {
  readonly failure: Failure;
  /** What could not be taken away. */
  readonly left?: readonly Leftover[];
  readonly onRetry?: () => void;
  /** The retry has been asked for and is not answered yet: pressing again would ask for a second one. */
  readonly retrying?: boolean;
  readonly retryLabel?: string;
  /** More ways out, e.g. a link to the page that mends it. */
  readonly children?: ReactNode;
}

/** A failure on screen: one sentence on what happened, one on what to do, the raw detail folded, to be saved. */
export function FailurePanel({
  failure,
  left = [],
  onRetry,
  retrying = false,
  retryLabel,
  children,
}: FailurePanelProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const save = useAction('app.saveText');
  const { said, next } = sayFailure(words, failure);
  const detail = [`${failure.code} ${JSON.stringify(failure.facts)}`, failure.detail ?? ''].join('\n').trim();
  return (
    <div role="alert" className={classes['panel']} data-code={failure.code}>
      <IconAlertTriangle className={classes['icon']} size={20} aria-hidden />
      <div className={classes['body']}>
        <p className={classes['said']}>{said}</p>
        <p className={classes['next']}>{next}</p>
        {left.length > 0 ? (
          <p className={classes['next']}>{words.failure.left(left.map(({ name }) => name).join(', '))}</p>
        ) : null}
        <div className={classes['buttons']}>
          {onRetry ? (
            <Button size="xs" variant="default" loading={retrying} onClick={onRetry}>
              {retryLabel ?? words.failure.retry}
            </Button>
          ) : null}
          {children}
          <Button size="xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.failure.hideDetail : words.failure.showDetail}
          </Button>
        </div>
        {open ? (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable text has to be reachable by keyboard */}
            <pre className={classes['detail']} tabIndex={0}>
              {detail}
            </pre>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              mt={8}
              onClick={() =>
                save.mutate({ title: words.failure.saveDetail, fileName: `drydock-${failure.code}.txt`, text: detail })
              }
            >
              {words.failure.saveDetail}
            </Button>
            {save.error ? <p className={classes['next']}>{sayFailure(words, save.error.failure).said}</p> : null}
          </>
        ) : null}
      </div>
    </div>
  );
}
