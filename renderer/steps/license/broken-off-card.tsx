import { formatClock, formatDay } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './license-page.module.css';

/** Downloads in which Drydock was killed, and what became of their containers; nothing where there is none. */
export function BrokenOffCard({ deploymentId }: { readonly deploymentId: string }) {
  const { license, images } = useWords();
  const words = license.brokenOff;
  const read = useRead('interrupted.downloads', { deploymentId });
  if (read.error) return <FailurePanel failure={read.error.failure} />;
  if (!read.data || read.data.length === 0) return null;
  const time = (at: string): string => `${formatDay(at)}, ${formatClock(at)}`;
  return (
    <Card title={words.title}>
      {read.data.map(({ image, startedAt, endedAt, taken }) => (
        <p key={`${image} ${endedAt}`} className={classes['terms']}>
          {taken
            ? words.taken(images[image].name, time(endedAt))
            : words.row(images[image].name, startedAt === null ? null : time(startedAt), time(endedAt))}
        </p>
      ))}
      {read.data.every(({ taken }) => taken) ? null : <p className={classes['terms']}>{words.key}</p>}
    </Card>
  );
}
