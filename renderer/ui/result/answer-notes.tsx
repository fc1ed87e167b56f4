import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ResultView } from '#shared/results/view.ts';
import { useWords } from '../words.tsx';
import classes from './result-viewer.module.css';

/** What the service says went wrong, and what in its answer breaks the contract; nothing where all is well. */
export function AnswerNotes({ view }: { readonly view: ResultView }) {
  const words = useWords().viewer;
  const [open, setOpen] = useState(false);
  const { problems, problemCount, errors } = view;
  if (problemCount === 0 && errors.length === 0) return null;
  return (
    <div className={classes['notes']} role="note">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        {errors.length > 0 ? (
          <p>
            {words.serviceErrors}{' '}
            {errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ')}
          </p>
        ) : null}
        {problemCount > 0 ? <p>{words.problems(problemCount)}</p> : null}
        {open ? (
          <ul className="mono">
            {problems.map(({ at, expected, found }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
              <li key={index}>{words.problem(at, expected, found)}</li>
            ))}
            {problemCount > problems.length ? <li>{words.problemsMore(problemCount - problems.length)}</li> : null}
          </ul>
        ) : null}
      </div>
      {problemCount > 0 ? (
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.problemsHide : words.problemsShow}
        </Button>
      ) : null}
    </div>
  );
}
