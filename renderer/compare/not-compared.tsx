import { useWords } from '../ui/words.tsx';
import classes from './compare.module.css';
import type { Comparison } from './model/compare.ts';

const MOST_NAMES = 20;

/** What is on one side only, and what was left out of the share: said in a line, listed when unfolded. */
export function NotCompared({ comparison }: { readonly comparison: Comparison }) {
  const words = useWords().compare;
  const { strays, notExpected } = comparison;
  const notes = words.summary.notes(comparison);
  if (notes.length === 0) return null;
  return (
    <details className={classes['notes']}>
      <summary>{words.details}</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <Names
        names={strays.map(({ line, name, why }) => words.stray(line, name, words.strayWhy[why]))}
        title={words.notes.strays(strays.length)}
      />
      <Names names={notExpected} title={words.notExpected} />
    </details>
  );
}

function Names({ names, title }: { readonly names: readonly string[]; readonly title: string }) {
  const words = useWords().compare;
  if (names.length === 0) return null;
  return (
    <>
      <p className={classes['notesTitle']}>{title}</p>
      <ul>
        {names.slice(0, MOST_NAMES).map((name) => (
          <li key={name}>{name}</li>
        ))}
        {names.length > MOST_NAMES ? <li>{words.more(names.length - MOST_NAMES)}</li> : null}
      </ul>
    </>
  );
}
