import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { RenewalPart, RenewalState } from '#shared/domain/renewal.ts';
import { formatMemory } from '#shared/rules/format.ts';
import { tooMuchMemory } from '../../deployment/renewal.ts';
import { AskFirst } from '../../ui/ask-first.tsx';
import { Copy } from '../../ui/copy.tsx';
import { type Tone, ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './renewal-page.module.css';
import type { Doing } from './use-renewal.ts';

interface StepProps {
  readonly state: RenewalState;
  readonly deployment: Deployment;
  readonly doing: Doing;
}

/** What a second set means for this host, with numbers, and the way that needs none. */
export function TrialStep({ state, deployment, doing }: StepProps) {
  const words = useWords().renewal;
  const { sideBySide, memory } = state;
  const [asking, setAsking] = useState(false);
  if (sideBySide !== 'possible')
    return (
      <>
        <p className={classes['text']}>
          {sideBySide === 'not-running' ? words.notRunning : words.sideBySide[sideBySide]}
        </p>
        {sideBySide === 'not-running' ? null : <p className={classes['text']}>{words.shortStopHint}</p>}
      </>
    );
  const both = formatMemory(memory.runningBytes + memory.secondBytes);
  const numbers = words.memory(both, formatMemory(memory.hostBytes));
  const much = tooMuchMemory(state);
  return (
    <>
      <p className={classes['text']}>{words.besideText}</p>
      <p className={classes['text']}>{words.ownOutput}</p>
      {much ? (
        <div className={classes['warn']}>
          <strong>{numbers}</strong>
          <p>{words.tooMuch}</p>
        </div>
      ) : (
        <p className={classes['text']}>{memory.hostBytes > 0 ? numbers : ''}</p>
      )}
      {much ? null : (
        <div className={classes['other']}>
          <Button size="xs" variant="default" disabled={doing.busy} onClick={() => setAsking(true)}>
            {words.shortStop}
          </Button>
          <span className={classes['quiet']}>{words.shortStopHint}</span>
        </div>
      )}
      <AskFirst
        opened={asking}
        title={words.shortStopTitle}
        text={words.shortStopText(deployment.hostPort)}
        yes={words.shortStopNow}
        onClose={() => setAsking(false)}
        onYes={() => doing.start('renewal.replace')}
      />
    </>
  );
}

/** The second set as it stands, a sample to send through it, and what the switch does. */
export function SwitchStep({ state, deployment, doing }: StepProps) {
  const words = useWords().renewal;
  const { trial } = state;
  const at = trial ? `http://${trial.address}:${trial.port}` : '';
  return (
    <>
      {state.serving === 'nobody' ? (
        <div role="alert" className={classes['bad']}>
          <strong>{words.nobodyTitle}</strong>
          <p>{words.nobodyText}</p>
        </div>
      ) : null}
      <Members state={state} doing={doing} />
      {trial ? (
        <p className={classes['address']}>
          {words.tryAt(at)}
          <Copy text={at} label={words.copyAddress} />
        </p>
      ) : null}
      {trial?.ready ? (
        <div className={classes['other']}>
          <Button size="xs" variant="default" disabled={doing.busy} onClick={() => doing.start('renewal.sample')}>
            {words.sample}
          </Button>
          <span className={classes['quiet']}>{words.sampleHint}</span>
        </div>
      ) : null}
      <p className={classes['text']}>{words.switchText(deployment.hostPort)}</p>
    </>
  );
}

/** The containers of the second set. */
export function Members({ state, doing }: Pick<StepProps, 'state' | 'doing'>) {
  const words = useWords().renewal;
  const whole = state.parts.every(({ container }) => container?.state === 'running');
  return (
    <>
      <ul className={classes['members']}>
        {state.parts.map((part) => (
          <Member key={part.image} part={part} busy={doing.busy} />
        ))}
      </ul>
      {whole || doing.busy ? null : <p className={classes['text']}>{words.notWhole}</p>}
    </>
  );
}

function Member({ part: { image, container }, busy }: { readonly part: RenewalPart; readonly busy: boolean }) {
  const all = useWords();
  const words = all.renewal;
  const [tone, said]: readonly [Tone, string] =
    container === null
      ? busy
        ? ['quiet', words.notYet]
        : ['bad', words.missing]
      : container.readiness === 'ready'
        ? ['good', words.ready]
        : container.state === 'running'
          ? ['warn', words.notReady]
          : ['bad', words.refused];
  return (
    <li>
      <span>{all.images[image].name}</span>
      <span className={`mono ${classes['quiet']}`}>{container?.name ?? ''}</span>
      <ToneBadge tone={tone}>{said}</ToneBadge>
    </li>
  );
}
