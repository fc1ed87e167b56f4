import { useWords } from '../../ui/words.tsx';
import type { ResultProblem, ResultView } from '../model/view.ts';
import classes from './problems.module.css';

/** What the service itself says went wrong, and what in the answer its contract does not allow. */
export function ProblemsTab({
  view,
  doubled,
}: {
  readonly view: ResultView;
  readonly doubled: readonly ResultProblem[];
}) {
  const words = useWords().results;
  const { errors } = view;
  const problems = [...doubled, ...view.problems];
  const problemCount = doubled.length + view.problemCount;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable list has to be reachable by keyboard
    <section className={classes['problems']} tabIndex={0} aria-label={words.tabs.problems}>
      {errors.length > 0 ? (
        <>
          <h2>{words.serviceErrors}</h2>
          <ul>
            {errors.map(({ code, message }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
              <li key={at}>
                <p>{message ?? words.noMessage}</p>
                {code === null ? null : <code>{code}</code>}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {problemCount > 0 ? (
        <>
          <h2>{words.contractProblems}</h2>
          <p className={classes['lead']}>{words.contractLead}</p>
          <ul>
            {problems.map(({ at, expected, found }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
              <li key={index}>
                <p>{words.problem(expected, found)}</p>
                <code>{at}</code>
              </li>
            ))}
          </ul>
          {problemCount > problems.length ? (
            <p className={classes['lead']}>{words.moreProblems(problemCount - problems.length)}</p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
