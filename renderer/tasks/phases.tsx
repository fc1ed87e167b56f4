import { Loader } from '@mantine/core';
import { IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import type { Phase } from '#shared/domain/operations.ts';
import { formatDuration } from '#shared/rules/format.ts';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';
import classes from './phases.module.css';

/** The phases of a job as a short list, each with the time it took. */
export function PhaseList({ phases }: { readonly phases: readonly Phase[] }) {
  const words = useWords();
  const now = useNow(1000);
  const names: Readonly<Record<string, string>> = words.phases;
  return (
    <ol className={classes['list']}>
      {phases.map((phase) => (
        <li key={`${phase.name} ${phase.image ?? ''}`} className={classes['phase']} data-state={phase.state}>
          <span className={classes['icon']}>
            <PhaseIcon state={phase.state} />
          </span>
          <span>
            {names[phase.name] ?? phase.name}
            {phase.image ? ` · ${words.images[phase.image].name}` : ''}
            <span className="visually-hidden">, {words.phaseStates[phase.state]}</span>
          </span>
          {phase.startedAt ? (
            <span className={`${classes['time']} tabular`}>
              {formatDuration((phase.endedAt ? Date.parse(phase.endedAt) : now) - Date.parse(phase.startedAt))}
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function PhaseIcon({ state }: { readonly state: Phase['state'] }) {
  if (state === 'done') return <IconCheck size={16} aria-hidden />;
  if (state === 'failed') return <IconX size={16} aria-hidden />;
  if (state === 'running') return <Loader size={14} aria-hidden />;
  return <IconCircle size={12} aria-hidden />;
}
