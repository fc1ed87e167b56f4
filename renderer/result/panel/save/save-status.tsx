import { Button, CloseButton, Progress } from '@mantine/core';
import { FailurePanel } from '../../../ui/failure-panel.tsx';
import { useWords } from '../../../ui/words.tsx';
import classes from './save.module.css';
import type { Saves } from './use-saves.ts';

/** What becomes of a file that is being made: how far it is, where it went, or why it did not. */
export function SaveStatus({ saves }: { readonly saves: Saves }) {
  const words = useWords();
  const { state } = saves;
  if (state.name === 'idle') return null;
  if (state.name === 'failed')
    return (
      <div className={classes['failed']}>
        <FailurePanel failure={state.failure} />
        <CloseButton aria-label={words.close} onClick={saves.dismiss} />
      </div>
    );
  if (state.name === 'saved')
    return (
      <div className={classes['status']} role="status">
        <span>
          {state.said}
          {state.note === null ? null : <small>{state.note}</small>}
        </span>
        <CloseButton size="sm" aria-label={words.close} onClick={saves.dismiss} />
      </div>
    );
  return (
    <div className={classes['status']}>
      <span role="status">{state.said}</span>
      {state.share === null ? null : (
        <Progress className={classes['progress'] ?? ''} value={state.share * 100} aria-label={state.said} />
      )}
      {saves.cancel ? (
        <Button size="compact-xs" variant="default" onClick={saves.cancel}>
          {words.cancel}
        </Button>
      ) : null}
    </div>
  );
}
