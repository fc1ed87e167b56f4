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
  const [seen, setSeen] = useState(0);
  const fresh = notices.slice(seen);
  if (fresh.length === 0) return null;
  return (
    <div className={classes['notices']}>
      {fresh.map((failure) => (
        <FailurePanel key={JSON.stringify(failure.facts)} failure={failure} />
      ))}
      <Button size="xs" variant="default" onClick={() => setSeen(notices.length)}>
        {words.frame.dismissNotices}
      </Button>
    </div>
  );
}
