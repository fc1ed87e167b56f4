import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { RenewalState } from '#shared/domain/renewal.ts';
import { formatDuration } from '#shared/rules/format.ts';
import { brokenOff, renewalSteps, tooMuchMemory } from '#shared/rules/renewal.ts';
import { useRead } from '../../door/reads.ts';
import { ClockNotice } from '../../ui/clock-notice.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { AskFirst } from './ask-first.tsx';
import { FinishStep, KeptLicences } from './finish-step.tsx';
import { LicenceStep } from './licence-step.tsx';
import { Progress } from './progress.tsx';
import classes from './renewal-page.module.css';
import { Step } from './step.tsx';
import { SwitchStep, TrialStep } from './trial-step.tsx';
import { type Doing, useRenewal } from './use-renewal.ts';

/** A licence renewed while the service runs, one step after the other, each to be undone until the last. */
export function RenewalPage({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords().renewal;
  const state = useRead('renewal.state', { deploymentId }, { everyMs: 3000 });
  const deployment = useRead('deployments.list', undefined).data?.find(({ id }) => id === deploymentId) ?? null;
  const doing = useRenewal(deploymentId);
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={state.data ? <StageBadge state={state.data} busy={doing.busy} /> : undefined}
      actions={
        state.data && deployment ? <Actions state={state.data} deployment={deployment} doing={doing} /> : <span />
      }
      aside={words.aside.map((line) => <p key={line}>{line}</p>)}
    >
      <ClockNotice />
      {doing.refused ? <FailurePanel failure={doing.refused} /> : null}
      <Progress doing={doing} />
      <ReadGate read={state} heights={[220, 64, 64, 64]}>
        {(now) => (deployment ? <Steps state={now} deployment={deployment} doing={doing} /> : null)}
      </ReadGate>
    </StepPage>
  );
}

interface PartProps {
  readonly state: RenewalState;
  readonly deployment: Deployment;
  readonly doing: Doing;
}

function Steps({ state, deployment, doing }: PartProps) {
  const words = useWords().renewal;
  const steps = renewalSteps(state);
  const { hostPort } = deployment;
  const nobody = state.serving === 'nobody' && (state.stage === 'trial' || state.stage === 'switched');
  return (
    <>
      <p className={classes['serving']} data-nobody={nobody}>
        {words.serving[state.serving](hostPort)}
        {doing.interruptionMs === null || state.stage !== 'switched'
          ? ''
          : ` ${words.switched(doing.interruptionMs < 1000 ? `${doing.interruptionMs} ms` : formatDuration(doing.interruptionMs))}`}
      </p>
      <ol className={classes['steps']}>
        <Step index={1} name="licence" state={steps.licence}>
          <LicenceStep state={state} deploymentId={deployment.id} doing={doing} />
        </Step>
        <Step index={2} name="trial" state={steps.trial}>
          {state.stage === 'licence' ? <TrialStep state={state} deployment={deployment} doing={doing} /> : null}
        </Step>
        <Step index={3} name="switch" state={steps.switch}>
          {state.stage === 'trial' ? <SwitchStep state={state} deployment={deployment} doing={doing} /> : null}
        </Step>
        <Step index={4} name="finish" state={steps.finish}>
          {state.stage === 'switched' || state.stage === 'leftovers' ? <FinishStep state={state} /> : null}
        </Step>
      </ol>
      {state.kept.length > 0 ? <KeptLicences kept={state.kept} /> : null}
    </>
  );
}

function StageBadge({ state, busy }: { readonly state: RenewalState; readonly busy: boolean }) {
  const words = useWords().renewal;
  if (busy) return <ToneBadge tone="busy">{words.stages[state.stage]}</ToneBadge>;
  if (brokenOff(state)) return <ToneBadge tone="bad">{words.brokenOff}</ToneBadge>;
  const tone = ({ none: 'quiet', licence: 'warn', trial: 'warn', switched: 'good', leftovers: 'warn' } as const)[
    state.stage
  ];
  return <ToneBadge tone={tone}>{words.stages[state.stage]}</ToneBadge>;
}

/** Undo at the left, the one thing to do next at the right. */
function Actions({ state, deployment, doing }: PartProps) {
  const words = useWords().renewal;
  const [asking, setAsking] = useState<'undo' | 'replace' | null>(null);
  const { stage } = state;
  const undoable = stage === 'licence' || stage === 'trial' || stage === 'switched' ? stage : null;
  const { busy, start } = doing;
  const stopFirst = state.sideBySide !== 'possible' || tooMuchMemory(state);
  return (
    <>
      <span>
        {undoable ? (
          <Button variant="default" disabled={busy} onClick={() => setAsking('undo')}>
            {words.undo}
          </Button>
        ) : null}
      </span>
      {stage === 'licence' ? (
        <>
          {state.sideBySide === 'possible' ? (
            <Button
              variant={stopFirst ? 'default' : 'filled'}
              disabled={busy}
              onClick={() => start('renewal.startTrial')}
            >
              {words.startTrial}
            </Button>
          ) : null}
          {stopFirst ? (
            <Button disabled={busy} onClick={() => (isUp(state) ? setAsking('replace') : start('renewal.replace'))}>
              {isUp(state) ? words.shortStop : words.startNew}
            </Button>
          ) : null}
        </>
      ) : null}
      {stage === 'trial' ? <TrialActions state={state} doing={doing} /> : null}
      {stage === 'switched' || stage === 'leftovers' ? (
        <Button
          disabled={busy || (stage === 'switched' && state.serving !== 'new')}
          onClick={() => start('renewal.finish')}
        >
          {words.finish}
        </Button>
      ) : null}
      <AskFirst
        opened={asking === 'undo' && undoable !== null}
        title={words.undoTitle}
        text={undoable ? words.undoText[undoable] : ''}
        yes={words.undoNow}
        onClose={() => setAsking(null)}
        onYes={() => start('renewal.undo')}
      />
      <AskFirst
        opened={asking === 'replace'}
        title={words.shortStopTitle}
        text={words.shortStopText(deployment.hostPort)}
        yes={words.shortStopNow}
        onClose={() => setAsking(null)}
        onYes={() => start('renewal.replace')}
      />
    </>
  );
}

const isUp = ({ serving }: RenewalState): boolean => serving === 'old';

function TrialActions({ state, doing: { busy, start } }: Pick<PartProps, 'state' | 'doing'>) {
  const words = useWords().renewal;
  const whole = state.parts.every(({ container }) => container?.state === 'running');
  if (state.way === 'replace')
    return (
      <Button disabled={busy} onClick={() => start('renewal.replace')}>
        {words.startAgain}
      </Button>
    );
  if (!whole && state.serving === 'old')
    return (
      <Button disabled={busy} onClick={() => start('renewal.startTrial')}>
        {words.startAgain}
      </Button>
    );
  const ready = state.serving !== 'old' || state.trial?.ready === true;
  return (
    <>
      {ready ? null : <span className={classes['why']}>{words.why.notReady}</span>}
      <Button disabled={busy || !ready} onClick={() => start('renewal.switch')}>
        {words.switch}
      </Button>
    </>
  );
}
