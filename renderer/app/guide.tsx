import { Button, Collapse } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { RehearsedFailure } from '#shared/domain/rehearsal.ts';
import { STEPS, type Step } from '../deployment/steps.ts';
import { useAction, useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './guide.module.css';
import { failuresAt } from './rehearsal.ts';

/** In a rehearsal, at each step: what happens on site, what one should see, and what can be made to go wrong. */
export function Guide({ deploymentId, step }: { readonly deploymentId: string; readonly step: string | null }) {
  const engine = useRead('engine.search', undefined).data?.engine ?? null;
  const known = STEPS.find((one) => one === step);
  if (engine?.product !== 'rehearsal' || !known) return null;
  return <StepGuide deploymentId={deploymentId} step={known} />;
}

function StepGuide({ deploymentId, step }: { readonly deploymentId: string; readonly step: Step }) {
  const words = useWords().guide;
  const [open, setOpen] = useLocalStorage({ key: 'rehearsal-guide', defaultValue: true });
  const world = useRead('deployments.world', { id: deploymentId });
  const { onSite, see } = words.steps[step];
  return (
    <section className={classes['guide']} data-open={open} aria-label={words.title}>
      <Button
        className={classes['toggle'] ?? ''}
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-expanded={open}
        rightSection={open ? <IconChevronUp size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        {open ? words.hide : words.show}
      </Button>
      <Collapse expanded={open} transitionDuration={0}>
        <div className={classes['columns']}>
          <div>
            <h2>{words.onSite}</h2>
            <p>{onSite}</p>
          </div>
          <div>
            <h2>{words.see}</h2>
            <p>{see}</p>
          </div>
          <div>
            <h2>{words.wrong}</h2>
            {world.data
              ? failuresAt(step, world.data).map(({ failure, possible }) => (
                  <Provoke key={failure} deploymentId={deploymentId} failure={failure} possible={possible} />
                ))
              : null}
          </div>
        </div>
      </Collapse>
    </section>
  );
}

/** One failure with its button; what waits for the operator's next move says so, and can be taken back. */
function Provoke({
  deploymentId,
  failure,
  possible,
}: {
  readonly deploymentId: string;
  readonly failure: RehearsedFailure;
  readonly possible: boolean;
}) {
  const all = useWords().guide;
  const words = all.failures[failure];
  const waits = useRead('rehearsal.waiting', undefined, { everyMs: 2000 }).data?.includes(failure) ?? false;
  const provoke = useAction('rehearsal.provoke');
  const calm = useAction('rehearsal.calm');
  const refused = provoke.error ?? calm.error;
  return (
    <div className={classes['failure']}>
      <div>
        <strong>{words.title}</strong>
        <p>{waits ? words.waits : possible ? words.how : words.not}</p>
      </div>
      {waits ? (
        <Button size="compact-xs" variant="default" loading={calm.isPending} onClick={() => calm.mutate()}>
          {all.calm}
        </Button>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${all.provoke}: ${words.title}`}
          disabled={!possible}
          loading={provoke.isPending}
          onClick={() => provoke.mutate({ failure, deploymentId })}
        >
          {all.provoke}
        </Button>
      )}
      {refused ? (
        <div className={classes['refused']}>
          <FailurePanel failure={refused.failure} />
        </div>
      ) : null}
    </div>
  );
}
