import type { Alert, AlertKind } from '../../domain/alert.ts';
import { commitmentAlerts } from './commitments.ts';
import { diskAlerts } from './disks.ts';
import type { AlertFacts } from './facts.ts';
import { licenceAlerts } from './licences.ts';
import { servingAlerts } from './serving.ts';
import { usageAlerts } from './usage.ts';

/** `bad`: something does not work or costs money now; `warn`: it will, or somebody should look. */
export type Severity = 'bad' | 'warn';

const SEVERITY: Readonly<Record<AlertKind, Severity>> = {
  'not-serving': 'bad',
  'licence-ended': 'bad',
  'commitment-used-up': 'bad',
  'licence-ending': 'warn',
  'commitment-forecast': 'warn',
  'commitment-ending': 'warn',
  'folder-filling': 'warn',
  'readings-missing': 'warn',
  'clock-jumped': 'warn',
  'meter-dropped': 'warn',
};

/** How much an alert matters. */
export const severityOf = ({ kind }: Pick<Alert, 'kind'>): Severity => SEVERITY[kind];

/** The kinds of alerts, worst first. */
export const ALERT_KINDS = Object.keys(SEVERITY) as readonly AlertKind[];

/** The alerts that the operator can put away, because what they tell happened once and stays true. */
export const canBeSeen = ({ kind }: Pick<Alert, 'kind'>): boolean => kind === 'meter-dropped';

/**
 * Everything that needs the operator at `now`, worst first: made anew from the facts each time, so an alert goes when its
 * reason does.
 */
export function alertsFrom(facts: AlertFacts, now: Date): readonly Alert[] {
  const alerts = [
    ...facts.deployments.flatMap((one) => [...servingAlerts(one, now), ...licenceAlerts(one, now)]),
    ...commitmentAlerts(facts, now),
    ...diskAlerts(facts, now),
    ...facts.books.flatMap((book) => usageAlerts(book, now)),
    ...facts.jumps.map(
      ({ id, at, seconds }): Alert => ({ kind: 'clock-jumped', id: `clock-jumped ${id}`, since: at, seconds }),
    ),
  ];
  const seen = new Set(facts.seen);
  return alerts
    .filter((alert) => !(canBeSeen(alert) && seen.has(alert.id)))
    .toSorted((a, b) => ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || urgency(a) - urgency(b));
}

const urgency = (alert: Alert): number => ('daysLeft' in alert && alert.daysLeft !== null ? alert.daysLeft : 0);
