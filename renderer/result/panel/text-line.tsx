import { Fragment, memo, useContext } from 'react';
import { useWords } from '../../ui/words.tsx';
import { isUnder } from '../model/field-lines.ts';
import type { ResultView } from '../model/view.ts';
import { DoubtContext } from './confidence.tsx';
import classes from './text.module.css';

interface TextLineProps {
  readonly view: ResultView;
  readonly line: number;
  /** What is searched for; empty where nothing is. */
  readonly wanted: string;
}

/**
 * A line, each of its words on its own, so that page and list light up word by word. Where the words do not make up the
 * line, they stand below its text.
 */
export const TextLine = memo(function TextLine({ view: { lines, words }, line, wanted }: TextLineProps) {
  const all = useWords().results;
  const text = lines.text[line] ?? '';
  const [from, to] = [lines.words[line] ?? 0, lines.words[line + 1] ?? 0];
  const isWhole = to > from && words.text.slice(from, to).join(' ') === text;
  const found = wanted !== '' && text.toLowerCase().includes(wanted.toLowerCase());
  const inWords = Array.from({ length: to - from }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
    <Fragment key={from + at}>
      {at === 0 ? null : ' '}
      <Word
        text={words.text[from + at] ?? ''}
        index={from + at}
        confidence={words.confidence[from + at] ?? Number.NaN}
      />
    </Fragment>
  ));
  return (
    <div className={classes['line']} data-result-id={`l/${line}`} data-found={found || undefined}>
      <span>{isWhole ? inWords : text}</span>
      {lines.handwritten[line] === 1 ? <small>{all.handwritten}</small> : null}
      {!isWhole && to > from ? (
        <small className={classes['apart']}>
          {all.words}: {inWords}
        </small>
      ) : null}
    </div>
  );
});

function Word({
  text,
  index,
  confidence,
}: {
  readonly text: string;
  readonly index: number;
  readonly confidence: number;
}) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  // NaN, where there is none, is under nothing.
  const low = isUnder(confidence, doubt);
  return (
    <span data-result-id={`w/${index}`} data-low={low || undefined}>
      {low && doubt.mode === 'hide' ? words.hidden : text}
    </span>
  );
}
