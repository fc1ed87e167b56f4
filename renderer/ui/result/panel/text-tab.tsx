import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import type { ResultView } from '#shared/results/view.ts';
import { useWords } from '../../words.tsx';
import { Confidence } from './fields-tab.tsx';
import classes from './results.module.css';

/** The lines and tick boxes of each page, in the service's order. */
export function TextTab({ view }: { readonly view: ResultView }) {
  const words = useWords().analyse;
  return view.pages.map((page) => (
    <section key={page.number} className={classes['document']} aria-label={words.pageAt(page.number)}>
      <header className={classes['documentHead']}>
        <h2>{words.pageAt(page.number)}</h2>
        <span>{words.counted(page.lines[1] - page.lines[0], page.words[1] - page.words[0])}</span>
      </header>
      {page.lines[0] === page.lines[1] ? <p className={classes['quiet']}>{words.noLines}</p> : null}
      <ol className={classes['lines']}>
        {numbers(page.lines).map((line) => (
          <li key={line} data-result-id={`l/${line}`}>
            {view.lines.text[line]}
            {view.lines.handwritten[line] === 1 ? (
              <span className={classes['normalised']}>{words.handwritten}</span>
            ) : null}
          </li>
        ))}
      </ol>
      {page.marks[0] < page.marks[1] ? (
        <ul className={classes['marks']} aria-label={words.marks}>
          {view.marks.slice(...page.marks).map((mark, at) => {
            const id = `m/${page.marks[0] + at}`;
            const selected = mark.state === 'selected';
            const Icon = selected ? IconSquareCheck : IconSquare;
            return (
              <li key={id} data-result-id={id}>
                <Icon size={16} aria-hidden />
                <span>{words.markAt(at + 1, selected)}</span>
                <Confidence value={mark.confidence} />
              </li>
            );
          })}
        </ul>
      ) : null}
    </section>
  ));
}

const numbers = ([from, to]: readonly [number, number]): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);
