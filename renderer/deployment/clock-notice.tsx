import { Button } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { formatDay, formatTimeUtc } from '#shared/rules/format.ts';
import { useAction, useRead } from '../door/reads.ts';
import { useWords } from '../ui/words.tsx';
import classes from './clock-notice.module.css';

/** A jump of this computer's clock that nobody has looked into yet, where days left are shown. */
export function ClockNotice() {
  const words = useWords().clock;
  const jump = useRead('clock.jumps', undefined, { everyMs: 30_000 }).data?.[0];
  const dismiss = useAction('clock.dismiss');
  if (!jump) return null;
  const forward = jump.seconds > 0;
  const title = words.title(forward, words.size(Math.abs(jump.seconds)));
  return (
    <section className={classes['panel']} aria-label={title}>
      <IconClockExclamation className={classes['icon']} size={20} aria-hidden />
      <div className={classes['body']}>
        <p className={classes['said']}>{title}</p>
        <p className={classes['next']}>
          {words.at(formatDay(jump.at), formatTimeUtc(jump.at))} {forward ? words.means.forward : words.means.back}
        </p>
        <p className={classes['next']}>{words.next}</p>
        <div className={classes['buttons']}>
          <Button size="xs" variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
            {words.dismiss}
          </Button>
        </div>
      </div>
    </section>
  );
}
