import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { ResourceKind } from '#shared/domain/credentials.ts';
import type { DeploymentWorld } from '#shared/domain/deployment.ts';
import { mayBeUsed } from '#shared/rules/licence.ts';
import { ClockNotice } from '../../deployment/clock-notice.tsx';
import { paths } from '../../deployment/paths.ts';
import { stepsDone } from '../../deployment/steps.ts';
import { inputOf, useLatest } from '../../door/operations.ts';
import { useRead, useStart } from '../../door/reads.ts';
import { OperationStatus } from '../../tasks/operation-status.tsx';
import { PhaseList } from '../../tasks/phases.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LicenceQuestion } from '../../ui/licence-question.tsx';
import { LogFold } from '../../ui/log-fold.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { BrokenOffCard } from './broken-off-card.tsx';
import { CredentialsCard } from './credentials-card.tsx';
import { FoldersCard } from './folders-card.tsx';
import { KeyCard } from './key-card.tsx';
import { LicenceCard } from './licence-card.tsx';
import classes from './license-page.module.css';
import { ProxyCard } from './proxy-card.tsx';

/** Fetches a licence for every image of the deployment, with the credentials of the Azure resource. */
export function LicensePage({ deploymentId }: { readonly deploymentId: string }) {
  const all = useWords();
  const words = all.license;
  const world = useRead('deployments.world', { id: deploymentId }, { everyMs: 5000 });
  const credentials = useRead('credentials.status', undefined);
  const download = useLatest('license.download', (snapshot) => inputOf(snapshot, 'deploymentId') === deploymentId);
  const start = useStart('license.download');
  const [accepted, setAccepted] = useState(false);
  const [editing, setEditing] = useState(false);
  const running = download?.state.name === 'running';
  const done = world.data ? stepsDone(world.data).license : false;
  const missing = world.data ? missingOf(world.data) : [];
  const resources = world.data ? resourcesOf(world.data) : [];
  const stored = (resource: ResourceKind): boolean =>
    credentials.data?.some((status) => status.resource === resource && status.kept !== null) ?? false;
  const needed = [...new Set(missing.map((image) => catalogue[image].resource))];
  const pulled = world.data ? stepsDone(world.data).pull : false;
  const ready = accepted && needed.every(stored) && pulled && !editing;
  const begin = (images: readonly ImageId[]): void =>
    start.mutate({ deploymentId, images: [...images], eulaAccepted: accepted });
  const ended = download && download.state.name !== 'succeeded' ? download : null;
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={
        running ? (
          <ToneBadge tone="busy">{words.downloading}</ToneBadge>
        ) : world.data ? (
          <ToneBadge tone={done ? 'good' : 'warn'}>{done ? words.allValid : words.missing(missing.length)}</ToneBadge>
        ) : undefined
      }
      actions={
        <>
          <span className={classes['why']}>
            {done || running ? '' : words.why({ pulled, accepted, credentials: needed.every(stored), editing })}
          </span>
          {done ? (
            <Button component={Link} href={paths.step(deploymentId, 'run')}>
              {words.toRun}
            </Button>
          ) : (
            <Button
              disabled={!ready || running || missing.length === 0}
              loading={start.isPending}
              onClick={() => begin(missing)}
            >
              {words.download(missing.length)}
            </Button>
          )}
        </>
      }
      aside={words.aside.map((line) => <p key={line}>{line}</p>)}
    >
      {start.error ? <FailurePanel failure={start.error.failure} /> : null}
      {ended && !(done && !running) ? (
        <Card title={words.progress}>
          <OperationStatus
            snapshot={ended}
            title={running ? words.downloading : words.title}
            keeps={words.keeps}
            retrying={start.isPending}
            {...(accepted ? { onRetry: () => begin(missing) } : {})}
          />
          <PhaseList phases={ended.progress?.phases ?? []} />
          <LogFold words={words} lines={ended.log} openAtFirst />
        </Card>
      ) : null}
      {running && download.progress?.question ? (
        <LicenceQuestion deploymentId={deploymentId} question={download.progress.question} />
      ) : null}
      <BrokenOffCard deploymentId={deploymentId} />
      <ClockNotice />
      <ReadGate read={world} heights={[140, 220, 160]}>
        {(now) => (
          <>
            {now.parts
              .filter(({ licence }) => licence.state !== 'missing')
              .map((part) => (
                <LicenceCard
                  key={part.image}
                  deploymentId={deploymentId}
                  part={part}
                  onAgain={
                    accepted && stored(catalogue[part.image].resource) && !running ? () => begin([part.image]) : null
                  }
                />
              ))}
            {download?.state.name === 'succeeded' ? (
              <KeyCard runs={download.state.output.map(({ keyReadable }) => keyReadable)} />
            ) : null}
            {now.parts.every(({ licence }) => licence.state !== 'missing') ? (
              <RenewCard deploymentId={deploymentId} />
            ) : null}
            {resources.map((resource) => (
              <CredentialsCard
                key={resource}
                resource={resource}
                status={credentials.data?.find((one) => one.resource === resource) ?? null}
                images={now.parts
                  .filter(({ image }) => catalogue[image].resource === resource)
                  .map(({ image }) => image)}
              />
            ))}
            <ProxyCard disabled={running} />
            <FoldersCard deployment={now.deployment} disabled={running} onEditing={setEditing} />
            <Card title={words.terms}>
              {words.termsText.map((line) => (
                <p key={line} className={classes['terms']}>
                  {line}
                </p>
              ))}
              <p className="mono">{words.termsAddress}</p>
              <Checkbox
                mt={12}
                label={words.accept}
                checked={accepted}
                disabled={running}
                onChange={({ currentTarget }) => setAccepted(currentTarget.checked)}
              />
            </Card>
          </>
        )}
      </ReadGate>
    </StepPage>
  );
}

/** The way to a renewal; it stands out from sixty days before the end on. */
function RenewCard({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords().license;
  const stage = useRead('renewal.state', { deploymentId }, { everyMs: 10_000 }).data?.stage ?? 'none';
  const under = stage !== 'none';
  return (
    <Card title={words.renewTitle}>
      <div className={classes['renew']}>
        <p>{under ? words.renewText.under : words.renewText.soon}</p>
        <Button component={Link} href={paths.renewal(deploymentId)} variant="default" flex="none">
          {under ? words.goOn : words.toRenewal}
        </Button>
      </div>
    </Card>
  );
}

const missingOf = ({ parts }: DeploymentWorld): readonly ImageId[] =>
  parts.filter(({ licence }) => !mayBeUsed(licence)).map(({ image }) => image);

const resourcesOf = ({ parts }: DeploymentWorld): readonly ResourceKind[] => [
  ...new Set(parts.map(({ image }) => catalogue[image].resource)),
];
