import { useEffect } from 'react';
import { Link } from 'wouter';
import { COUNTDOWN_FROM_DAYS, daysLeft, firstEnd } from '#shared/rules/licence.ts';
import { paths } from '../deployment/paths.ts';
import { useRead, useReads } from '../door/reads.ts';
import { Dot, ToneBadge } from '../ui/tone.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';
import { Search } from './search.tsx';

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
  const list = useRead('deployments.list', undefined).data ?? [];
  // The rail reads them again and again, and so these are fresh.
  const worlds =
    useReads(
      'deployments.world',
      list.map(({ id }) => ({ id })),
    ).values ?? [];
  const now = new Date();
  const near = worlds
    .flatMap((world) => {
      const days = daysLeft(firstEnd(world.parts.map(({ licence }) => licence)).endsAt, now);
      return days !== null && days < COUNTDOWN_FROM_DAYS ? [{ deployment: world.deployment, days }] : [];
    })
    .toSorted((a, b) => a.days - b.days);
  const first = near[0];
  const badge = first ? words.licence.badge(first.deployment.name, first.days) : null;
  useEffect(() => {
    document.title = badge === null ? 'Drydock' : words.licence.windowTitle(badge);
  }, [badge, words]);
  if (!first || badge === null) return null;
  const others = near.slice(1).map(({ deployment, days }) => words.licence.badge(deployment.name, days));
  return (
    <Link
      href={paths.renewal(first.deployment.id)}
      className={classes['stripCountdown'] ?? ''}
      title={others.join('\n')}
    >
      <ToneBadge tone={first.days < 0 ? 'bad' : 'warn'}>
        {badge}
        {others.length > 0 ? words.licence.more(others.length) : ''}
      </ToneBadge>
    </Link>
  );
}
