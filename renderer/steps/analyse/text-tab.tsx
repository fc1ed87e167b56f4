import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import type { ResultPage } from '#shared/rules/results.ts';
import { useWords } from '../../ui/words.tsx';
import { Confidence } from './fields-tab.tsx';
import classes from './results.module.css';

/** The lines and tick boxes of each page, in the service's order. */
export function TextTab({ pages }: { readonly pages: readonly ResultPage[] }) {
  const words = useWords().analyse;
  return pages.map((page) => (
    <section key={page.page} className={classes['document']} aria-label={words.pageAt(page.page)}>
      <header className={classes['documentHead']}>
        <h2>{words.pageAt(page.page)}</h2>
        <span>{words.counted(page.lines.length, page.wordCount)}</span>
      </header>
      {page.lines.length === 0 ? <p className={classes['quiet']}>{words.noLines}</p> : null}
      <ol className={classes['lines']}>
        {page.lines.map((line) => (
          <li key={line.id} data-result-id={line.id}>
            {line.text}
            {line.handwritten ? <span className={classes['normalised']}>{words.handwritten}</span> : null}
          </li>
        ))}
      </ol>
      {page.marks.length > 0 ? (
        <ul className={classes['marks']} aria-label={words.marks}>
          {page.marks.map((mark, at) => {
            const selected = mark.state === 'selected';
            const Icon = selected ? IconSquareCheck : IconSquare;
            return (
              <li key={mark.id} data-result-id={mark.id}>
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
