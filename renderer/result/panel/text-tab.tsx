import { IconSquare, IconSquareCheck, IconSquareHalf } from '@tabler/icons-react';
import { useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import { isUnder, lowWords } from '../model/field-lines.ts';
import { textOf } from '../model/look-up.ts';
import { searchLines, type TextRow, textRows } from '../model/text-lines.ts';
import type { ResultView } from '../model/view.ts';
import type { TabProps } from '../shown.ts';
import { useSliced } from '../use-sliced.ts';
import { Confidence, DoubtContext } from './confidence.tsx';
import { DoubtBar } from './doubt-bar.tsx';
import { FindBar } from './find-bar.tsx';
import { Rows, type RowsHandle } from './rows.tsx';
import classes from './text.module.css';
import { TextLine } from './text-line.tsx';

/** The lines, words and tick boxes of each page, in the service's order. */
export function TextTab({ view, doubt, onDoubt }: TabProps) {
  const words = useWords().results;
  const highlight = useContext(HighlightContext);
  const list = useRef<RowsHandle>(null);
  const rows = useMemo(() => textRows(view), [view]);
  const low = useSliced(useCallback(() => lowWords(view, doubt), [view, doubt]));
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const hits = useMemo(() => searchLines(view, wanted), [view, wanted]);
  const go = (id: string): void => {
    list.current?.reveal(id);
    highlight.pick(id, 'list');
  };
  const step = (by: 1 | -1): void => {
    if (hits.length === 0) return;
    const next = at === null ? (by === 1 ? 0 : hits.length - 1) : (at + by + hits.length) % hits.length;
    setAt(next);
    go(`l/${hits[next]}`);
  };
  const sureness = view.words.count + view.marks.length > 0;
  return (
    <DoubtContext value={doubt}>
      <FindBar
        label={words.searchText}
        wanted={wanted}
        onWanted={(next) => {
          setWanted(next);
          setAt(null);
        }}
        at={at}
        count={hits.length}
        onStep={step}
      />
      {sureness ? <DoubtBar doubt={doubt} onChange={onDoubt} low={low} onGo={go} /> : null}
      <Rows
        handle={list}
        label={words.list.text}
        count={rows.count}
        estimate={(index) => (rows.at(index)?.kind === 'page' ? 48 : 29)}
        keyOf={(index) => index}
        render={(index) => <Row row={rows.at(index)} view={view} wanted={wanted.trim()} />}
        rowOf={rows.rowOf}
        idOf={(index) => idOf(rows.at(index))}
        copyOf={(id) => textOf(view, id)}
      />
    </DoubtContext>
  );
}

function idOf(row: TextRow | null): string | null {
  if (row?.kind === 'line') return `l/${row.line}`;
  return row?.kind === 'mark' ? `m/${row.mark}` : null;
}

function Row({
  row,
  view,
  wanted,
}: {
  readonly row: TextRow | null;
  readonly view: ResultView;
  readonly wanted: string;
}) {
  if (row === null) return null;
  if (row.kind === 'page') return <PageHead view={view} page={row.page} />;
  if (row.kind === 'line') return <TextLine view={view} line={row.line} wanted={wanted} />;
  return <Mark view={view} index={row.mark} number={row.number} />;
}

function PageHead({ view, page: index }: { readonly view: ResultView; readonly page: number }) {
  const words = useWords().results;
  const page = view.pages[index];
  if (!page) return null;
  const [lines, found] = [page.lines[1] - page.lines[0], page.words[1] - page.words[0]];
  return (
    <header className={classes['head']} data-page={index}>
      <h2>{words.pageHead(page.number)}</h2>
      <span>{lines === 0 ? words.noLines : words.lineCounts(lines, found)}</span>
    </header>
  );
}

function Mark({ view, index, number }: { readonly view: ResultView; readonly index: number; readonly number: number }) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  const mark = view.marks[index];
  if (!mark) return null;
  const low = isUnder(mark.confidence, doubt);
  const Icon = mark.state === 'selected' ? IconSquareCheck : mark.state === 'unselected' ? IconSquare : IconSquareHalf;
  return (
    <div className={classes['mark']} data-result-id={`m/${index}`} data-low={low || undefined}>
      <Icon size={16} aria-hidden />
      <span>{low && doubt.mode === 'hide' ? words.hidden : words.mark(number, mark.state)}</span>
      <Confidence value={mark.confidence} />
    </div>
  );
}
