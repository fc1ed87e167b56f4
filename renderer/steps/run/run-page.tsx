import { Alert, Anchor, Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { DeploymentWorld } from '#shared/domain/deployment.ts';
import { paths } from '../../deployment/paths.ts';
import { PausedNotice } from '../../deployment/paused-notice.tsx';
import { settingsLocked } from '../../deployment/renewal.ts';
import { toneOf, useServing } from '../../deployment/serving.ts';
import { stepsDone } from '../../deployment/steps.ts';
import { inputOf, useLatestOf } from '../../door/operations.ts';
import { useAction, useRead, useStart } from '../../door/reads.ts';
import { OperationStatus } from '../../tasks/operation-status.tsx';
import { PhaseList } from '../../tasks/phases.tsx';
import { CommandPreview } from '../../ui/copy.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { RunForm } from './run-form.tsx';
import { RunningView } from './running-view.tsx';
import { NOTHING, useDefinition } from './use-definition.ts';

const JOBS = ['deployments.start', 'deployments.stop', 'deployments.restart', 'deployments.remove'] as const;

/** Starts the deployment without a network to the outside, and shows how it does. */
export function RunPage({ deploymentId }: { readonly deploymentId: string }) {
  const all = useWords();
  const words = all.run;
  const world = useRead('deployments.world', { id: deploymentId }, { everyMs: 3000 });
  const isOurs = (snapshot: { readonly input: unknown }): boolean => inputOf(snapshot, 'id') === deploymentId;
  const shown = useLatestOf(JOBS, isOurs);
  const renewal = useRead('renewal.state', { deploymentId });
  const locked = renewal.data ? settingsLocked(renewal.data) : false;
  const start = useStart('deployments.start');
  const save = useAction('deployments.save');
  const busy = shown?.state.name === 'running';
  const exists = world.data ? world.data.parts.some(({ container }) => container !== null) : false;
  const { form, definition } = useDefinition(world.data?.deployment ?? null);
  const commands = useRead('deployments.commands', definition ?? NOTHING, { enabled: definition !== null });
  const ready = world.data ? stepsDone(world.data).run : false;

  const begin = async (): Promise<void> => {
    if (!definition) return;
    await save.mutateAsync(definition);
    form.resetDirty();
    await start.mutateAsync({ id: deploymentId });
  };
  const again = (): void => void begin().catch(() => undefined); // both show their failure below
  const failure = save.error ?? start.error;
  return (
    <StepPage
      title={words.title}
      lead={exists ? undefined : words.lead}
      state={world.data ? <ServingBadge world={world.data} /> : undefined}
      actions={
        <>
          <span />
          {exists ? (
            ready ? (
              <Button component={Link} href={paths.step(deploymentId, 'analyse')}>
                {words.toAnalyse}
              </Button>
            ) : null
          ) : (
            <Button
              leftSection={<IconPlayerPlay size={16} />}
              disabled={definition === null || busy}
              loading={save.isPending || start.isPending}
              onClick={again}
            >
              {words.start}
            </Button>
          )}
        </>
      }
      aside={
        <>
          {words.aside.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {commands.data ? <CommandPreview text={commands.data.run} label={words.copyCommands} /> : null}
        </>
      }
    >
      {failure ? <FailurePanel failure={failure.failure} /> : null}
      {shown && shown.state.name !== 'succeeded' && (busy || shown.path !== 'deployments.start' || !exists) ? (
        <Card>
          <OperationStatus
            snapshot={shown}
            title={words.doing[shown.path as keyof typeof words.doing] ?? words.title}
            retrying={save.isPending || start.isPending}
            {...(shown.path === 'deployments.start' && !exists ? { onRetry: again } : {})}
          />
          <PhaseList phases={shown.progress?.phases ?? []} />
        </Card>
      ) : null}
      {locked && world.data && !exists ? (
        <Alert color="yellow" variant="light">
          {words.locked}{' '}
          <Anchor component={Link} href={paths.renewal(deploymentId)} inherit>
            {words.toRenewal}
          </Anchor>
        </Alert>
      ) : null}
      <PausedNotice deploymentId={deploymentId} />
      {world.data && world.data.strangers.length > 0 ? (
        <Alert color="yellow" variant="light">
          {words.strangers(world.data.strangers.join(', '))}
        </Alert>
      ) : null}
      <ReadGate read={world} heights={[220, 180]}>
        {(now) =>
          exists ? (
            <RunningView world={now} busy={busy} />
          ) : form.values.id !== now.deployment.id ? null : (
            <RunForm form={form} disabled={busy || locked} licensed={stepsDone(now).license && stepsDone(now).pull} />
          )
        }
      </ReadGate>
    </StepPage>
  );
}

function ServingBadge({ world }: { readonly world: DeploymentWorld }) {
  const words = useWords();
  const serving = useServing(world);
  if (serving === null) return null;
  return <ToneBadge tone={toneOf[serving]}>{words.serving[serving]}</ToneBadge>;
}
