import { IconAlertTriangle } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { severityOf } from '#shared/rules/alerts/alerts-from.ts';
import { textOf } from '#shared/rules/alerts/notice.ts';
import { useAlertNames, useAlerts } from '../alerts/alerts.ts';
import { paths } from '../deployment/paths.ts';
import { useWords } from '../ui/words.tsx';
import classes from './alert-banner.module.css';

/** One line on top of every page while something does not work; the alerts' own page needs none. */
export function AlertBanner() {
  const words = useWords().alerts;
  const names = useAlertNames();
  const [location] = useLocation();
  const bad = (useAlerts().data ?? []).filter((alert) => severityOf(alert) === 'bad');
  const first = bad[0];
  if (!first || location === paths.alerts) return null;
  return (
    <aside className={classes['banner']} aria-label={words.title}>
      <IconAlertTriangle size={18} aria-hidden />
      <p>{words.banner(textOf(first, words, names).what, bad.length - 1)}</p>
      <Link href={paths.alerts}>{words.show}</Link>
    </aside>
  );
}
