import { Button } from '@mantine/core';
import {
  IconChartBar,
  IconFileCertificate,
  IconFileSearch,
  IconPackageImport,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { paths } from '../../deployment/paths.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './welcome-page.module.css';

const ICONS = [IconPackageImport, IconFileCertificate, IconPlayerPlay, IconFileSearch, IconChartBar] as const;

/** The first page while there is no deployment: what this is for, what will be needed, where to begin. */
export function WelcomePage() {
  const all = useWords();
  const words = all.welcome;
  const search = useRead('engine.search', undefined);
  const engine = search.data?.engine ?? null;
  const rehearse = useAction('engine.rehearse');
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={
        search.data ? (
          <ToneBadge tone={engine ? 'good' : 'bad'}>
            {engine
              ? all.frame.engine(all.products[engine.product], engine.version, engine.onThisComputer)
              : all.frame.noEngine}
          </ToneBadge>
        ) : undefined
      }
      actions={
        <>
          <Button variant="default" component={Link} href={paths.host}>
            {words.checkHost}
          </Button>
          {engine?.product === 'rehearsal' ? null : (
            <Button variant="default" loading={rehearse.isPending} onClick={() => rehearse.mutate({ on: true })}>
              {words.rehearse}
            </Button>
          )}
          <Button component={Link} href={paths.create}>
            {words.begin}
          </Button>
        </>
      }
    >
      {rehearse.error ? <FailurePanel failure={rehearse.error.failure} /> : null}
      <Card title={words.stepsTitle}>
        <ol className={classes['steps']}>
          {words.steps.map(([name, text], at) => {
            const Icon = ICONS[at] ?? IconPlayerPlay;
            return (
              <li key={name}>
                <Icon size={20} stroke={1.6} aria-hidden />
                <div>
                  <strong>{name}</strong>
                  <p>{text}</p>
                </div>
              </li>
            );
          })}
        </ol>
      </Card>
      <Card title={words.needTitle}>
        <ul className={classes['need']}>
          {words.need.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
    </StepPage>
  );
}
