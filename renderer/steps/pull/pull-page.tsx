import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DeploymentWorld } from '#shared/domain/deployment.ts';
import { isUsable } from '#shared/rules/platform.ts';
import { paths } from '../../deployment/paths.ts';
import { stepsDone } from '../../deployment/steps.ts';
import { inputOf, useLatest } from '../../door/operations.ts';
import { useRead, useStart } from '../../door/reads.ts';
import { OperationStatus } from '../../tasks/operation-status.tsx';
import { TransferFacts } from '../../tasks/transfer-facts.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { ImageRow } from './image-row.tsx';
import { LoadCard } from './load-card.tsx';
import classes from './pull-page.module.css';
import { SourceCard } from './source-card.tsx';

/** Brings the deployment's images to this host: from a registry, or from an archive. */
export function PullPage({ deploymentId }: { readonly deploymentId: string }) {
  const all = useWords();
  const words = all.pull;
  const world = useRead('deployments.world', { id: deploymentId }, { everyMs: 5000 });
  const pull = useLatest('images.pull', (snapshot) => inputOf(snapshot, 'deploymentId') === deploymentId);
  const start = useStart('images.pull');
  const [edited, setEdited] = useState(false);
  const running = pull?.state.name === 'running';
  const done = world.data ? stepsDone(world.data).pull : false;
  const begin = ({ deployment, parts }: DeploymentWorld): void =>
    start.mutate({
      deploymentId,
      images: deployment.parts
        .filter(({ image }) => !isUsable(parts.find((part) => part.image === image)?.imageOnHost ?? null))
        .map(({ image, reference }) => ({ image, reference })),
    });
  const missing = world.data?.parts.filter(({ imageOnHost }) => !isUsable(imageOnHost)).length ?? 0;
  const retry = world.data && missing > 0 ? { onRetry: () => world.data && begin(world.data) } : {};
  const images = pull && running ? (pull.progress?.images ?? []) : [];
  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      state={
        running ? (
          <ToneBadge tone="busy">{words.pulling}</ToneBadge>
        ) : world.data ? (
          <ToneBadge tone={done ? 'good' : 'warn'}>{done ? words.allHere : words.missing(missing)}</ToneBadge>
        ) : undefined
      }
      actions={
        <>
          <span />
          {done ? (
            <Button component={Link} href={paths.step(deploymentId, 'license')}>
              {words.toLicence}
            </Button>
          ) : (
            <Button
              disabled={!world.data || running || edited}
              loading={start.isPending}
              onClick={() => world.data && begin(world.data)}
            >
              {words.pull(missing)}
            </Button>
          )}
        </>
      }
      aside={
        <>
          {words.aside.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {world.data?.deployment.parts.map(({ image, reference }) => (
            <p key={image} className="mono">
              docker pull {reference}
            </p>
          ))}
        </>
      }
    >
      {start.error ? <FailurePanel failure={start.error.failure} /> : null}
      {pull && pull.state.name !== 'succeeded' && !(done && !running) ? (
        <OperationStatus
          snapshot={pull}
          title={words.pullTitle(pull.progress?.images.length ?? missing)}
          facts={<TransferFacts progress={pull.progress} />}
          keeps={words.keeps}
          retrying={start.isPending}
          {...retry}
        />
      ) : null}
      <ReadGate read={world} heights={[180, 120]}>
        {({ deployment, parts }) => (
          <>
            <Card title={words.images}>
              <ul className={classes['images']}>
                {parts.map((part) => (
                  <ImageRow
                    key={part.image}
                    image={part.image}
                    reference={deployment.parts.find(({ image }) => image === part.image)?.reference ?? ''}
                    onHost={part.imageOnHost}
                    pull={images.find(({ image }) => image === part.image) ?? null}
                    helper={part.image !== deployment.feature}
                  />
                ))}
              </ul>
            </Card>
            {done ? null : (
              <>
                <SourceCard deployment={deployment} disabled={running} onEditing={setEdited} />
                <LoadCard deployment={deployment} parts={parts} />
              </>
            )}
          </>
        )}
      </ReadGate>
    </StepPage>
  );
}
