import { IconAlertSmall, IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { paths } from '../deployment/paths.ts';
import { STEPS, type StepState, stepStates } from '../deployment/steps.ts';
import { useRead } from '../door/reads.ts';
import { useWords } from '../ui/words.tsx';
import classes from './frame.module.css';

/** The five steps of a deployment, ticked from the world; every one can be jumped to. */
export function StepBar({ deploymentId, step }: { readonly deploymentId: string; readonly step: string | null }) {
  const words = useWords();
  const world = useRead('deployments.world', { id: deploymentId }, { everyMs: 5000 }).data;
  const states = world ? stepStates(world) : null;
  return (
    <nav aria-label={words.frame.steps} className={classes['stepBar'] ?? ''}>
      <ol className={classes['steps']}>
        {STEPS.map((name, index) => {
          const state = states?.[name] ?? 'todo';
          return (
            <li key={name}>
              <Link
                href={paths.step(deploymentId, name)}
                className={classes['step'] ?? ''}
                data-state={state}
                aria-current={step === name ? 'step' : undefined}
                aria-label={`${words.steps[name]}, ${words.stepStates[state]}`}
              >
                <span className={classes['stepMark']} aria-hidden>
                  <Mark state={state} index={index} />
                </span>
                {words.steps[name]}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ state, index }: { readonly state: StepState; readonly index: number }) {
  if (state === 'done') return <IconCheck size={13} stroke={3} />;
  if (state === 'attention') return <IconAlertSmall size={16} stroke={2.5} />;
  return index + 1;
}
