import { Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useAction, useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './clock-notice.module.css';

/** That containers of the deployment are paused, where one waits for their answers; and the way to let them go on. */
export function PausedNotice({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords().run.pausedNotice;
  const paused = useRead('deployments.world', { id: deploymentId }, { everyMs: 5000 }).data?.paused ?? [];
  const resume = useAction('deployments.resume');
  if (paused.length === 0) return null;
  const title = words.title(paused);
  return (
    <section className={classes['panel']} aria-label={title} role="status">
      <IconPlayerPause className={classes['icon']} size={20} aria-hidden />
      <div className={classes['body']}>
        <p className={classes['said']}>{title}</p>
        <p className={classes['next']}>{words.text}</p>
        {resume.error ? <FailurePanel failure={resume.error.failure} /> : null}
        <div className={classes['buttons']}>
          <Button
            size="xs"
            variant="default"
            loading={resume.isPending}
            onClick={() => resume.mutate({ id: deploymentId })}
          >
            {words.resume(paused.length)}
          </Button>
        </div>
      </div>
    </section>
  );
}
