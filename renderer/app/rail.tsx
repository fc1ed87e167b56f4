import { IconBell, IconChartHistogram, IconListCheck, IconPlus, IconServer, IconSettings } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ComponentType, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { Deployment } from '#shared/domain/deployment.ts';
import { severityOf } from '#shared/rules/alerts/alerts-from.ts';
import { daysLeft, firstEnd } from '#shared/rules/licence.ts';
import { useAlerts } from '../alerts/alerts.ts';
import { paths } from '../deployment/paths.ts';
import { toneOf, useServing } from '../deployment/serving.ts';
import { useOperations } from '../door/operations.ts';
import { useRead } from '../door/reads.ts';
import { overallShare } from '../tasks/tasks.ts';
import { Mark } from '../ui/mark.tsx';
import { Dot } from '../ui/tone.tsx';
import { useWords } from '../ui/words.tsx';
import { Sparkline } from '../usage/chart/sparkline.tsx';
import { mainUse } from '../usage/model/subjects.ts';
import classes from './frame.module.css';

/** Deployments with their state, and the places that belong to no deployment. */
export function Rail({ openId }: { readonly openId: string | null }) {
  const words = useWords();
  const running = useOperations().filter(({ state }) => state.name === 'running');
  const share = overallShare(running);
  const alerts = useAlerts().data ?? [];
  return (
    <nav className={classes['rail']} aria-label={words.frame.navigation}>
      <div className={classes['brand']}>
        <Mark />
        <span>Drydock</span>
      </div>
      <DeploymentItems openId={openId} />
      <div className={classes['railFoot']}>
        <PlaceItem to={paths.tasks} Icon={IconListCheck} label={words.frame.tasks}>
          {running.length > 0 ? (
            <span className={`${classes['count']} tabular`} title={words.frame.running(running.length)}>
              {running.length}
            </span>
          ) : null}
        </PlaceItem>
        {running.length > 0 && share !== null ? (
          <div className={classes['bar']} aria-hidden>
            <div style={{ width: `${share * 100}%` }} />
          </div>
        ) : null}
        <PlaceItem to={paths.usageOverview} Icon={IconChartHistogram} label={words.usage.overview.title} />
        <PlaceItem to={paths.alerts} Icon={IconBell} label={words.frame.alerts}>
          {alerts.length > 0 ? (
            <span
              className={`${classes['count']} tabular`}
              data-tone={alerts.some((alert) => severityOf(alert) === 'bad') ? 'bad' : 'warn'}
              title={words.alerts.count(alerts.length)}
            >
              {alerts.length}
            </span>
          ) : null}
        </PlaceItem>
        <PlaceItem to={paths.host} Icon={IconServer} label={words.frame.host} />
        <PlaceItem to={paths.settings} Icon={IconSettings} label={words.frame.settings} />
      </div>
    </nav>
  );
}

/** Name and state in two lines. */
const ITEM_HEIGHT = 52;

/** The deployments in sight: each is read again and again, so that thousands of them are not. */
function DeploymentItems({ openId }: { readonly openId: string | null }) {
  const words = useWords();
  const list = useRead('deployments.list', undefined).data ?? [];
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => box.current,
    estimateSize: () => ITEM_HEIGHT,
    getItemKey: (index) => list[index]?.id ?? index,
    scrollMargin: before.current?.offsetHeight ?? 0,
    overscan: 4,
  });
  const openAt = list.findIndex(({ id }) => id === openId);
  useEffect(() => {
    if (openAt >= 0) virtual.scrollToIndex(openAt, { align: 'auto' });
  }, [openAt, virtual]);
  return (
    <div ref={box} className={classes['railScroll']}>
      <div ref={before} className={classes['heading']}>
        {words.frame.deployments}
      </div>
      <div className={classes['railItems']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const deployment = list[index];
          return deployment === undefined ? null : (
            <div
              key={deployment.id}
              ref={virtual.measureElement}
              data-index={index}
              className={classes['railItem']}
              style={{ top: start - virtual.options.scrollMargin }}
            >
              <DeploymentItem deployment={deployment} open={index === openAt} />
            </div>
          );
        })}
      </div>
      <PlaceItem to={paths.create} Icon={IconPlus} label={words.frame.newDeployment} />
    </div>
  );
}

function DeploymentItem({ deployment, open }: { readonly deployment: Deployment; readonly open: boolean }) {
  const words = useWords();
  const read = useRead('deployments.world', { id: deployment.id }, { everyMs: 5000 });
  // What was true before the engine was lost is not shown as if it were true now.
  const world = read.error ? undefined : read.data;
  const serving = useServing(world);
  const ends = firstEnd(world?.parts.map(({ licence }) => licence) ?? []);
  const days = daysLeft(ends.endsAt, new Date());
  const left = days !== null ? words.licence.days(days) : ends.someUnknown ? words.licence.unknownShort : null;
  const state = serving ? words.serving[serving] : read.error ? words.frame.notKnown : words.loading;
  return (
    <Link
      href={paths.deployment(deployment.id)}
      className={classes['item'] ?? ''}
      aria-current={open ? 'page' : undefined}
      title={`${deployment.name}: ${state}${days === null && ends.someUnknown ? `, ${words.licence.unknown}` : ''}`}
    >
      <span className={classes['initial']} aria-hidden>
        {deployment.name.slice(0, 2)}
      </span>
      <Dot tone={serving ? toneOf[serving] : 'quiet'} />
      <span className={classes['itemText']}>
        <span className={classes['itemName']} style={{ display: 'block' }}>
          {deployment.name}
        </span>
        <span className={classes['itemSub']} style={{ display: 'block' }}>
          {state}
          {left === null ? '' : ` · ${left}`}
        </span>
      </span>
      <RailUse deployment={deployment} />
    </Link>
  );
}

/** The last thirty days of the deployment's main meter, in small; nothing before it was read. */
function RailUse({ deployment }: { readonly deployment: Deployment }) {
  const book = useRead('usage.book', { deploymentId: deployment.id }).data;
  const values = useMemo(() => (book ? mainUse(book, deployment, new Date()) : null), [book, deployment]);
  if (!values) return null;
  return (
    <span className={classes['spark']}>
      <Sparkline values={values} name={deployment.name} width={48} height={20} />
    </span>
  );
}

interface PlaceItemProps {
  readonly to: string;
  readonly Icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  readonly label: string;
  readonly children?: ReactNode;
}

function PlaceItem({ to, Icon, label, children }: PlaceItemProps) {
  const [location] = useLocation();
  return (
    <Link
      href={to}
      className={classes['item'] ?? ''}
      aria-current={location === to ? 'page' : undefined}
      aria-label={label}
      title={label}
    >
      <Icon size={18} aria-hidden />
      <span className={classes['itemText']}>{label}</span>
      {children}
    </Link>
  );
}
