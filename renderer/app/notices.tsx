import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';

/** Kept files that could not be read and were set aside: told above every page until dismissed. */
export function Notices() {
  const words = useWords();
  const notices = useRead('app.notices', undefined).data ?? [];
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const fresh = notices
    .map((failure) => ({ failure, key: `${failure.code} ${JSON.stringify(failure.facts)}` }))
    .filter(({ key }) => !dismissed.has(key));
  if (fresh.length === 0) return null;
  return (
    <div className={classes['notices']}>
      {fresh.map(({ failure, key }) => (
        <FailurePanel key={key} failure={failure}>
          <Button size="xs" variant="default" onClick={() => setDismissed(new Set([...dismissed, key]))}>
            {words.frame.dismissNotices}
          </Button>
        </FailurePanel>
      ))}
    </div>
  );
}
