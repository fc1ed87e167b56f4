import { useEffect } from 'react';
import { Link } from 'wouter';
import { daysLeft } from '#shared/rules/licence.ts';
import { useAlertNames, useAlerts } from '../alerts/alerts.ts';
import { paths } from '../deployment/paths.ts';
import { useRead } from '../door/reads.ts';
import { Dot, ToneBadge } from '../ui/tone.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';
import { Search } from './search.tsx';

/** So many more licences that end are named when the pointer rests on the first. */
const OTHERS_NAMED = 20;

/** The engine in one line, the licence countdown when it is near, and the search. */
export function Strip() {
  const words = useWords();
  const search = useRead('engine.search', undefined, { everyMs: 15_000 });
  const engine = search.data?.engine ?? null;
  return (
    <header className={classes['strip']}>
      <Link href={paths.host} className={classes['stripEngine'] ?? ''}>
        <Dot tone={engine ? 'good' : search.data ? 'bad' : 'quiet'} />
        {engine
          ? words.frame.engine(words.products[engine.product], engine.version, engine.onThisComputer)
          : search.data
            ? words.frame.noEngine
            : words.frame.lookingForEngine}
      </Link>
      <div className={classes['stripRight']}>
        <Countdown />
        <Search />
      </div>
    </header>
  );
}

/**
 * The licence that ends first, once it ends within sixty days: here, and in the window's title, where it is seen when the
 * window is not.
 */
function Countdown() {
  const words = useWords();
  const names = useAlertNames();
  // Alerts are made of all licences, whatever of them is in sight.
  const alerts = useAlerts().data ?? [];
  const now = new Date();
  const near = alerts
    .flatMap((alert) => {
      if (alert.kind !== 'licence-ended' && alert.kind !== 'licence-ending') return [];
      const days = daysLeft(alert.endsAt, now);
      return days === null ? [] : [{ id: alert.deploymentId, days }];
    })
    .toSorted((a, b) => a.days - b.days)
    .filter(({ id }, at, all) => all.findIndex((one) => one.id === id) === at);
  const first = near[0];
  const badge = first ? words.licence.badge(names.deployment(first.id), first.days) : null;
  useEffect(() => {
    document.title = badge === null ? 'Drydock' : words.licence.windowTitle(badge);
  }, [badge, words]);
  if (!first || badge === null) return null;
  const others = near.slice(1, OTHERS_NAMED + 1).map(({ id, days }) => words.licence.badge(names.deployment(id), days));
  return (
    <Link href={paths.renewal(first.id)} className={classes['stripCountdown'] ?? ''} title={others.join('\n')}>
      <ToneBadge tone={first.days < 0 ? 'bad' : 'warn'}>
        {badge}
        {near.length > 1 ? words.licence.more(near.length - 1) : ''}
      </ToneBadge>
    </Link>
  );
}
