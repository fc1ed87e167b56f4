import { Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RenewalStep } from '../../deployment/renewal.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './renewal-page.module.css';

interface StepProps {
  readonly index: number;
  readonly name: RenewalStep;
  readonly state: 'done' | 'current' | 'todo';
  readonly children: ReactNode;
}

/** One step of the renewal: a line while it is done or to come, a card while it is in hand. */
export function Step({ index, name, state, children }: StepProps) {
  const words = useWords().renewal;
  return (
    <li className={classes['step']} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
      <span className={classes['mark']} aria-hidden>
        {state === 'done' ? <IconCheck size={14} stroke={3} /> : index}
      </span>
      <div className={classes['stepBody']}>
        <Title order={2} className={classes['stepTitle'] ?? ''}>
          {words.steps[name]}
          <span className="visually-hidden">, {words.stepStates[state]}</span>
        </Title>
        {children}
      </div>
    </li>
  );
}
