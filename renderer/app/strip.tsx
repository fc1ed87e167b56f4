import { Link } from 'wouter';
import { COUNTDOWN_FROM_DAYS, daysLeft } from '#shared/rules/licence.ts';
import { useRead } from '../door/reads.ts';
import { paths } from '../ui/paths.ts';
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

/** The licence that ends first, once it ends within sixty days. */
function Countdown() {
  const words = useWords();
  const first = useRead('deployments.list', undefined).data ?? [];
  return (
    <>
      {first.map(({ id }) => (
        <DeploymentCountdown key={id} id={id} label={words.licence.badge} />
      ))}
    </>
  );
}

function DeploymentCountdown({
  id,
  label,
}: {
  readonly id: string;
  readonly label: (name: string, days: number) => string;
}) {
  const world = useRead('deployments.world', { id }, { everyMs: 5000 }).data;
  if (!world) return null;
  const now = new Date();
  const days = world.parts.flatMap(({ licence }) => daysLeft(licence.endsAt, now) ?? []).sort((a, b) => a - b)[0];
  if (days === undefined || days >= COUNTDOWN_FROM_DAYS) return null;
  return <ToneBadge tone={days < 0 ? 'bad' : 'warn'}>{label(world.deployment.name, days)}</ToneBadge>;
}
