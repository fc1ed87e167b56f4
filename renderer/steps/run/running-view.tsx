import { Alert, Button, Group, Tabs } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeploymentWorld, PartWorld } from '#shared/domain/deployment.ts';
import { formatClock, formatMemory } from '#shared/rules/format.ts';
import { daysLeft } from '#shared/rules/licence.ts';
import { endsAgainAndAgain, type Standing, standingOf } from '#shared/rules/serving.ts';
import { toneOf, useServing } from '../../deployment/serving.ts';
import { useStartOneOf } from '../../door/reads.ts';
import { AskFirst } from '../../ui/ask-first.tsx';
import { Copy } from '../../ui/copy.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card } from '../../ui/step-page.tsx';
import { Dot, type Tone, ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { PartLog } from './part-log.tsx';
import { PartStatsCharts, useStats } from './part-stats.tsx';
import classes from './run-page.module.css';

/** A started deployment at a glance: serving, sealed, licensed for how long; then each container. */
export function RunningView({ world, busy }: { readonly world: DeploymentWorld; readonly busy: boolean }) {
  const all = useWords();
  const words = all.run;
  const { deployment, parts, seal } = world;
  const serving = useServing(world) ?? 'starting';
  const ends = parts.flatMap(({ licence }) => (licence.endsAt === null ? [] : [licence.endsAt])).toSorted()[0];
  const days = daysLeft(ends ?? null, new Date());
  const address = `http://localhost:${deployment.hostPort}`;
  const history = useStats(deployment.id, serving !== 'stopped');
  return (
    <>
      <div className={classes['glance']} data-tone={toneOf[serving]}>
        <p className={classes['big']}>
          <Dot tone={toneOf[serving]} />
          {all.serving[serving]}
        </p>
        <p className={classes['glanceFacts']}>
          {seal === null ? null : (
            <span title={words.sealHints[seal]}>
              {seal === 'open' ? <IconLockOpen size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
              {words.seals[seal]}
            </span>
          )}
          <span>{days === null ? words.licenceUnknown : words.licensed(all.licence.days(days))}</span>
          <span className="tabular">{words.readAt(formatClock(world.readAt))}</span>
        </p>
        <div className={classes['address']}>
          <code>{address}</code>
          <Copy text={address} label={words.copyAddress} />
        </div>
        <Controls world={world} busy={busy} />
      </div>
      {world.limitsHeld.cpus && world.limitsHeld.memory ? null : (
        <Alert color="yellow" variant="light">
          {words.notHeld(world.limitsHeld)}
        </Alert>
      )}
      {parts.map((part) => (
        <PartCard key={part.image} part={part} held={world.limitsHeld} history={history} />
      ))}
      <Card title={words.logs}>
        <Tabs defaultValue={parts[0]?.image ?? ''} keepMounted={false}>
          <Tabs.List>
            {parts.map(({ image }) => (
              <Tabs.Tab key={image} value={image}>
                {all.images[image].name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {parts.map(({ image }) => (
            <Tabs.Panel key={image} value={image} pt={12}>
              <PartLog deploymentId={deployment.id} image={image} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Card>
    </>
  );
}

function Controls({ world, busy }: { readonly world: DeploymentWorld; readonly busy: boolean }) {
  const words = useWords().run;
  const job = useStartOneOf<'deployments.stop' | 'deployments.restart' | 'deployments.remove'>();
  const start = (path: 'deployments.stop' | 'deployments.restart' | 'deployments.remove'): void =>
    job.mutate({ path, input: { id: world.deployment.id } });
  const [asking, setAsking] = useState(false);
  const runs = world.parts.some(({ container }) => container?.state === 'running');
  const disabled = busy || job.isPending;
  return (
    <>
      <Group gap={8}>
        {runs ? (
          <Button size="xs" variant="default" disabled={disabled} onClick={() => start('deployments.stop')}>
            {words.stop}
          </Button>
        ) : null}
        <Button size="xs" variant="default" disabled={disabled} onClick={() => start('deployments.restart')}>
          {runs ? words.restartNow : words.startAgain}
        </Button>
        <Button size="xs" variant="subtle" color="red" disabled={disabled} onClick={() => setAsking(true)}>
          {words.remove}
        </Button>
      </Group>
      {job.error ? <FailurePanel failure={job.error.failure} /> : null}
      <AskFirst
        opened={asking}
        title={words.removeTitle}
        text={words.removeText}
        yes={words.removeNow}
        destroys
        onClose={() => setAsking(false)}
        onYes={() => start('deployments.remove')}
      />
    </>
  );
}

const STANDING_TONE: Readonly<Record<Standing, Tone>> = {
  ready: 'good',
  starting: 'busy',
  'again-and-again': 'bad',
  'killed-for-memory': 'bad',
  ended: 'bad',
  stopped: 'quiet',
  paused: 'warn',
};

interface PartCardProps {
  readonly part: PartWorld;
  readonly held: DeploymentWorld['limitsHeld'];
  readonly history: ReturnType<typeof useStats>;
}

function PartCard({ part, held, history }: PartCardProps) {
  const all = useWords();
  const words = all.run;
  const { image, container } = part;
  if (!container)
    return (
      <Card title={all.images[image].name} right={<ToneBadge tone="bad">{words.noContainer}</ToneBadge>}>
        <p className={classes['hint']}>{words.noContainerText}</p>
      </Card>
    );
  const standing = standingOf(container);
  return (
    <Card
      title={all.images[image].name}
      right={
        <ToneBadge tone={STANDING_TONE[standing]}>
          {standing === 'paused' ? words.paused : words.readiness[container.readiness]}
        </ToneBadge>
      }
    >
      <p className={`${classes['hint']} tabular`}>
        {words.containerFacts(
          container.name,
          held.cpus ? container.cpus : null,
          container.memoryBytes === null || !held.memory ? null : formatMemory(container.memoryBytes),
        )}
        {container.statusWord ? ` · ${words.status(container.statusWord)}` : ''}
      </p>
      {standing === 'killed-for-memory' ? <p className={classes['bad']}>{words.killedForMemory}</p> : null}
      {container.restarts && endsAgainAndAgain(container) ? (
        <p className={classes['bad']}>{words.againAndAgain(container.restarts.count, container.restarts.exitCode)}</p>
      ) : null}
      {container.killedForMemory && standing !== 'killed-for-memory' && standing !== 'ended' ? (
        <p className={classes['hint']}>{words.killedBefore}</p>
      ) : null}
      {standing === 'ended' ? <p className={classes['bad']}>{words.ended(container.exitCode)}</p> : null}
      {container.state === 'running' ? <PartStatsCharts image={image} limited={held.memory} history={history} /> : null}
    </Card>
  );
}
