import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { RenewalState } from '#shared/domain/renewal.ts';
import { formatDuration } from '#shared/rules/format.ts';
import { ClockNotice } from '../../deployment/clock-notice.tsx';
import { PausedNotice } from '../../deployment/paused-notice.tsx';
import { brokenOff, canSwitch, renewalSteps, tooMuchMemory } from '../../deployment/renewal.ts';
import { useRead } from '../../door/reads.ts';
import { AskFirst } from '../../ui/ask-first.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { FinishStep, KeptLicences } from './finish-step.tsx';
import { LicenceStep } from './licence-step.tsx';
import { Progress } from './progress.tsx';
import classes from './renewal-page.module.css';
import { Step } from './step.tsx';
import { Members, SwitchStep, TrialStep } from './trial-step.tsx';
import { type FetchForm, useFetchForm } from './use-fetch-form.ts';
import { type Doing, useRenewal } from './use-renewal.ts';

/** A licence renewed while the service runs, one step after the other, each to be undone until the last. */
export function RenewalPage({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords().renewal;
  const state = useRead('renewal.state', { deploymentId }, { everyMs: 3000 });
  const deployment = useRead('deployments.list', undefined).data?.find(({ id }) => id === deploymentId) ?? null;
  const doing = useRenewal(deploymentId, state.data?.readAt ?? null);
  const form = useFetchForm(deploymentId, state.data?.parts ?? []);
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={state.data ? <StageBadge state={state.data} busy={doing.busy} /> : undefined}
      actions={
        state.data && deployment ? (
          <Actions state={state.data} deployment={deployment} doing={doing} form={form} />
        ) : (
          <span />
        )
      }
      aside={words.aside.map((line) => <p key={line}>{line}</p>)}
    >
      <ClockNotice />
      <PausedNotice deploymentId={deploymentId} />
      {doing.refused ? <FailurePanel failure={doing.refused} /> : null}
      {form.refused ? <FailurePanel failure={form.refused} /> : null}
      <Progress doing={doing} />
      <ReadGate read={state} heights={[220, 64, 64, 64]}>
        {(now) => (deployment ? <Steps state={now} deployment={deployment} doing={doing} form={form} /> : null)}
      </ReadGate>
    </StepPage>
  );
}

interface PartProps {
  readonly state: RenewalState;
  readonly deployment: Deployment;
  readonly doing: Doing;
  readonly form: FetchForm;
}

function Steps({ state, deployment, doing, form }: PartProps) {
  const words = useWords().renewal;
  const steps = renewalSteps(state);
  const { hostPort } = deployment;
  const ready = canSwitch(state);
  const nobody = state.serving === 'nobody' && (state.stage === 'trial' || state.stage === 'switched');
  return (
    <>
      <p className={classes['serving']} data-nobody={nobody}>
        {state.stage !== 'none'
          ? words.serving[state.serving](hostPort)
          : state.serving === 'old'
            ? words.servingNow(hostPort)
            : words.nothingRuns}
        {doing.interruptionMs === null || state.stage !== 'switched'
          ? ''
          : ` ${words.switched(doing.interruptionMs < 1000 ? `${doing.interruptionMs} ms` : formatDuration(doing.interruptionMs))}`}
      </p>
      <ol className={classes['steps']}>
        <Step index={1} name="licence" state={steps.licence}>
          <LicenceStep state={state} deploymentId={deployment.id} doing={doing} form={form} />
        </Step>
        <Step index={2} name="trial" state={steps.trial}>
          {state.stage === 'licence' ? <TrialStep state={state} deployment={deployment} doing={doing} /> : null}
          {state.stage === 'trial' && !ready ? <Members state={state} doing={doing} /> : null}
        </Step>
        <Step index={3} name="switch" state={steps.switch}>
          {ready ? <SwitchStep state={state} deployment={deployment} doing={doing} /> : null}
        </Step>
        <Step index={4} name="finish" state={steps.finish}>
          {state.stage === 'switched' || state.stage === 'leftovers' ? <FinishStep state={state} /> : null}
        </Step>
      </ol>
      {state.kept.length > 0 ? <KeptLicences deploymentId={state.deploymentId} kept={state.kept} /> : null}
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
function Actions({ state, deployment, doing, form }: PartProps) {
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
      {stage === 'none' && form.way === 'download' ? (
        <>
          <span className={classes['why']}>{form.why === null ? '' : words.why[form.why]}</span>
          <Button disabled={busy || form.why !== null} loading={form.pending} onClick={form.start}>
            {words.fetch(Math.max(1, form.chosen.length))}
          </Button>
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
  if (state.way === 'replace')
    return (
      <Button disabled={busy} onClick={() => start('renewal.replace')}>
        {words.startAgain}
      </Button>
    );
  if (canSwitch(state))
    return (
      <Button disabled={busy} onClick={() => start('renewal.switch')}>
        {words.switch}
      </Button>
    );
  const waiting = state.parts.every(({ container }) => container?.state === 'running');
  return (
    <>
      {waiting ? <span className={classes['why']}>{words.why.notReady}</span> : null}
      <Button disabled={busy} variant={waiting ? 'default' : 'filled'} onClick={() => start('renewal.startTrial')}>
        {words.startAgain}
      </Button>
    </>
  );
}
