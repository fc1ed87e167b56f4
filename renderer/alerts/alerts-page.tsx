import { Button } from '@mantine/core';
import { IconChevronRight, IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Alert } from '#shared/domain/alert.ts';
import { canBeSeen, severityOf } from '#shared/rules/alerts/alerts-from.ts';
import { textOf } from '#shared/rules/alerts/notice.ts';
import { addressOf, placeOf } from '#shared/rules/alerts/place.ts';
import { formatDay } from '#shared/rules/format.ts';
import { useAction, useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePage } from '../ui/pager.tsx';
import { ReadGate } from '../ui/read-gate.tsx';
import { Card, StepPage } from '../ui/step-page.tsx';
import { ToneBadge } from '../ui/tone.tsx';
import { useWords } from '../ui/words.tsx';
import { useAlertNames, useAlerts } from './alerts.ts';
import classes from './alerts-page.module.css';

/** What needs the operator, worst first, each with the page that mends it. */
export function AlertsPage() {
  const words = useWords().alerts;
  const read = useAlerts();
  const bad = read.data?.some((alert) => severityOf(alert) === 'bad') ?? false;
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={
        read.data && read.data.length > 0 ? (
          <ToneBadge tone={bad ? 'bad' : 'warn'}>{words.count(read.data.length)}</ToneBadge>
        ) : null
      }
      aside={words.about.map((text) => <p key={text}>{text}</p>)}
    >
      <ReadGate read={read} heights={[116, 116]}>
        {(alerts) => (alerts.length === 0 ? <Nothing /> : <AlertList alerts={alerts} />)}
      </ReadGate>
    </StepPage>
  );
}

function Nothing() {
  const words = useWords().alerts;
  return (
    <>
      <Card>
        <div className={classes['nothing']}>
          <IconCircleCheck size={28} stroke={1.6} aria-hidden />
          <div>
            <p className={classes['what']}>{words.none}</p>
            <p className={classes['quiet']}>{words.noneText}</p>
          </div>
        </div>
      </Card>
      <Card title={words.watchedTitle}>
        <ul className={classes['watched']}>
          {words.watched.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Card>
    </>
  );
}

/** So many are drawn at a time. */
const ALERTS_A_PAGE = 25;

function AlertList({ alerts }: { readonly alerts: readonly Alert[] }) {
  const words = useWords().alerts;
  const { shown, from, pager } = usePage(alerts, ALERTS_A_PAGE, words.title);
  const seen = useAction('alerts.seen');
  const dismissJumps = useAction('clock.dismiss');
  const error = seen.error ?? dismissJumps.error;
  return (
    <>
      {error ? <FailurePanel failure={error.failure} /> : null}
      <ul className={classes['list']}>
        {shown.map((alert, at) => (
          <AlertItem
            key={alert.id}
            alert={alert}
            first={from + at === 0}
            onSeen={canBeSeen(alert) ? () => seen.mutate({ id: alert.id }) : null}
            onKnown={alert.kind === 'clock-jumped' ? () => dismissJumps.mutate(undefined) : null}
          />
        ))}
      </ul>
      {pager}
    </>
  );
}

interface AlertItemProps {
  readonly alert: Alert;
  /** The worst one has the page's primary button. */
  readonly first: boolean;
  readonly onSeen: (() => void) | null;
  readonly onKnown: (() => void) | null;
}

function AlertItem({ alert, first, onSeen, onKnown }: AlertItemProps) {
  const words = useWords().alerts;
  const names = useAlertNames();
  const commitments = useRead('commitments.list', undefined).data ?? [];
  const { what, means, next } = textOf(alert, words, names);
  const severity = severityOf(alert);
  const place = placeOf(alert, commitments);
  return (
    <li className={classes['alert']} data-severity={severity}>
      <div className={classes['text']}>
        <div className={classes['badges']}>
          <ToneBadge tone={severity}>{words.severity[severity]}</ToneBadge>
          {alert.since === null ? null : (
            <span className={classes['quiet']}>{words.since(formatDay(alert.since))}</span>
          )}
        </div>
        <h2 className={classes['what']}>{what}</h2>
        <p className={classes['means']}>{means}</p>
        <p className={classes['next']}>{next}</p>
      </div>
      <div className={classes['buttons']}>
        {place.page === 'alerts' ? null : (
          <Button
            component={Link}
            href={addressOf(place)}
            variant={first ? 'filled' : 'default'}
            rightSection={<IconChevronRight size={14} aria-hidden />}
          >
            {words.go[place.page]}
          </Button>
        )}
        {onSeen ? (
          <Button variant="subtle" color="gray" onClick={onSeen}>
            {words.seen}
          </Button>
        ) : null}
        {onKnown ? (
          <Button variant="subtle" color="gray" onClick={onKnown}>
            {words.knowOfJump}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
