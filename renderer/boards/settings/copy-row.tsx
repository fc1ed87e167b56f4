import { Button } from '@mantine/core';
import { useWords } from '../../ui/words.tsx';
import classes from './settings-page.module.css';

interface CopyRowProps {
  /** When the copy was made. */
  readonly at: string;
  /** What it has, where that is known. */
  readonly holds?: string;
  /** Whether it says what is true now: there is nothing to restore. */
  readonly isCurrent?: boolean;
  readonly label: string;
  readonly restoring: boolean;
  readonly onRestore: () => void;
}

/** A copy, and the way back to it. */
export function CopyRow({ at, holds, isCurrent = false, label, restoring, onRestore }: CopyRowProps) {
  const words = useWords().copies;
  return (
    <div className={classes['given']}>
      <span className={classes['name']}>
        {words.instant(at)}
        {holds === undefined ? null : <span className={classes['quiet']}>{holds}</span>}
      </span>
      {isCurrent ? (
        <span className={classes['label']}>{words.current}</span>
      ) : (
        <Button size="xs" variant="default" aria-label={label} loading={restoring} onClick={onRestore}>
          {words.restore}
        </Button>
      )}
    </div>
  );
}
