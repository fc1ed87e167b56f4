import { IconAlertTriangle, IconCheck, IconClock, IconListDetails, IconLoader, IconX } from '@tabler/icons-react';
import type { BatchItem } from '#shared/domain/batch.ts';
import type { Words } from '#shared/words/languages.ts';
import { sayFailure } from '../../ui/failure-panel.tsx';
import classes from './table.module.css';

const STATE_ICONS = { waiting: IconClock, running: IconLoader, done: IconCheck, failed: IconX } as const;

/** A state as a sign and a word; why a document failed is its hint. */
export function StateCell({ item, words }: { readonly item: BatchItem; readonly words: Words }) {
  const Icon = STATE_ICONS[item.state];
  const hint = item.failure ? sayFailure(words, item.failure).said : undefined;
  return (
    <span className={classes['state']} data-state={item.state} title={hint}>
      <Icon size={14} aria-hidden />
      {words.batch.itemStates[item.state]}
    </span>
  );
}

interface FieldCellProps {
  readonly text: string | null;
  /** How sure the service is, where that is little. */
  readonly doubtful: string | null;
  readonly words: Words['batch'];
}

/** What a field says; a doubtful one has a sign and how sure it is. */
export function FieldCell({ text, doubtful, words }: FieldCellProps) {
  if (text === null) return null;
  return (
    <>
      <span className={classes['text']} data-doubtful={doubtful !== null || undefined}>
        {text}
      </span>
      {doubtful === null ? null : (
        <span className={classes['doubtful']}>
          <IconAlertTriangle size={13} aria-hidden />
          <span aria-hidden>{doubtful}</span>
          <span className="visually-hidden">, {words.doubtful(doubtful)}</span>
        </span>
      )}
    </>
  );
}

/** How many items a list has; opens them. */
export function ListCell({ count, label }: { readonly count: number; readonly label: string }) {
  if (count === 0) return null;
  return (
    <span className={`${classes['link']} ${classes['list']}`}>
      <IconListDetails size={14} aria-hidden />
      {label}
    </span>
  );
}
