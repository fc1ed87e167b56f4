import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { EngineSearch } from '#shared/domain/engine.ts';
import { bySeverity } from '#shared/rules/checks.ts';
import { formatClock, formatMemory } from '#shared/rules/format.ts';
import { paths } from '../../deployment/paths.ts';
import { useRead } from '../../door/reads.ts';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { CheckRow } from './check-row.tsx';
import { EnginePlaces } from './engine-places.tsx';
import classes from './host-page.module.css';
import { RehearseCard } from './rehearse-card.tsx';

/** "Connect": the engine in one line, or why there is none; then the host, checked in sixteen points. */
export function HostPage() {
  const all = useWords();
  const words = all.host;
  const search = useRead('engine.search', undefined);
  const report = useRead('engine.check', undefined);
  const list = useRead('deployments.list', undefined).data ?? [];
  const [places, setPlaces] = useState(false);
  const problems = report.data?.checks.filter(({ state }) => state === 'problem').length ?? 0;
  const again = (): void => {
    void search.refetch();
    void report.refetch();
  };
  const engine = search.data?.engine ?? null;
  const open = list[0];
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={
        report.data ? (
          <ToneBadge tone={problems > 0 ? 'bad' : 'good'}>{words.verdict(problems)}</ToneBadge>
        ) : (
          <ToneBadge tone="busy">{words.checking}</ToneBadge>
        )
      }
      actions={
        <>
          <Button variant="default" onClick={again} loading={search.isFetching || report.isFetching}>
            {words.again}
          </Button>
          <Button component={Link} href={open ? paths.deployment(open.id) : paths.create} disabled={engine === null}>
            {open ? words.toDeployment(open.name) : words.toCreate}
          </Button>
        </>
      }
      aside={words.aside.map((line) => <p key={line}>{line}</p>)}
    >
      <ReadGate read={search} heights={[92]}>
        {(found) => (
          <Card>
            <EngineLine search={found} />
            {engine === null ? null : (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                ml={-10}
                aria-expanded={places}
                onClick={() => setPlaces(!places)}
              >
                {places ? words.hidePlaces : words.showPlaces}
              </Button>
            )}
            {places || engine === null ? <EnginePlaces candidates={found.candidates} /> : null}
          </Card>
        )}
      </ReadGate>
      {search.data && engine?.product !== 'rehearsal' ? <RehearseCard /> : null}
      <ReadGate read={report} heights={[560]}>
        {({ checks, checkedAt, milliseconds }) => (
          <Card
            title={words.checks}
            right={
              <span className={`${classes['quiet']} tabular`}>
                {words.checkedIn(formatClock(checkedAt), (milliseconds / 1000).toFixed(1))}
              </span>
            }
          >
            <ul className={classes['checks']}>
              {bySeverity(checks).map((check) => (
                <CheckRow key={check.id} check={check} />
              ))}
            </ul>
          </Card>
        )}
      </ReadGate>
    </StepPage>
  );
}

function EngineLine({ search }: { readonly search: EngineSearch }) {
  const all = useWords();
  const { engine } = search;
  if (!engine) return <p className={classes['engine']}>{all.host.noEngine}</p>;
  return (
    <>
      <p className={classes['engine']}>
        {all.frame.engine(all.products[engine.product], engine.version, engine.onThisComputer)}
      </p>
      <p className={classes['quiet']}>
        {all.host.engineFacts(engine.operatingSystem, engine.cpus, formatMemory(engine.memoryBytes), engine.apiVersion)}
      </p>
    </>
  );
}
