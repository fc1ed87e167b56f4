import { Button } from '@mantine/core';
import { IconMasksTheater } from '@tabler/icons-react';
import { useAction, useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';

/** Stays on screen as long as the engine is the rehearsal's: nothing here may be taken for the real thing. */
export function RehearsalBanner() {
  const words = useWords().frame;
  const engine = useRead('engine.search', undefined).data?.engine ?? null;
  const rehearse = useAction('engine.rehearse');
  if (engine?.product !== 'rehearsal') return null;
  return (
    <>
      <aside className={classes['rehearsal']} aria-label={words.rehearsal}>
        <IconMasksTheater size={18} aria-hidden />
        <p>{words.rehearsalText}</p>
        <Button size="xs" variant="default" loading={rehearse.isPending} onClick={() => rehearse.mutate({ on: false })}>
          {words.endRehearsal}
        </Button>
      </aside>
      {rehearse.error ? (
        <div className={classes['notices']}>
          <FailurePanel failure={rehearse.error.failure} />
        </div>
      ) : null}
    </>
  );
}
