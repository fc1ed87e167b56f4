import { useContext, useSyncExternalStore } from 'react';
import { formatConfidence } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import { confidenceOf, placeOf, textOf, thingOf } from '../model/look-up.ts';
import type { ResultView } from '../model/view.ts';
import { spellOut } from '../model/walk.ts';
import { boundsOf, type Layout, matrixOf, type Turn, toSheet } from './layout.ts';
import classes from './viewer.module.css';

/** What a box is, what stands in it, and how sure the service is of it. */
export function told(view: ResultView, id: string, words: Words['viewer']) {
  const thing = thingOf(view, id);
  if (!thing) return null;
  const text = textOf(view, id);
  const confidence = confidenceOf(view, id);
  const { selected, unselected } = words.markStates;
  const marked = text === 'selected' ? selected : text === 'unselected' ? unselected : text;
  const table = thing.kind === 'table' ? view.tables[thing.table] : null;
  return {
    title: thing.kind === 'field' ? spellOut(thing.field.name) || words.noName : words.kinds[thing.kind],
    text: table ? words.tableSize(table.rows, table.columns) : thing.kind === 'mark' ? marked : text,
    confidence: confidence === null ? null : words.confidence(formatConfidence(confidence)),
  };
}

const MOST_LETTERS = 240;

/** A small note beside the box that is pointed at on the page. */
export function Tip({
  view,
  layout,
  turn,
}: {
  readonly view: ResultView;
  readonly layout: Layout;
  readonly turn: Turn;
}) {
  const words = useWords().viewer;
  const highlight = useContext(HighlightContext);
  const lit = useSyncExternalStore(highlight.subscribe, highlight.lit);
  const place = lit?.from === 'page' ? placeOf(view, lit.id) : null;
  const page = place ? view.pages[place.page] : undefined;
  const sheet = place ? layout.sheets[place.page] : undefined;
  const tip = lit ? told(view, lit.id, words) : null;
  if (!place?.corners || !page || !sheet || !tip) return null;
  const { left, bottom } = boundsOf(toSheet(matrixOf(page, sheet, turn), place.corners));
  const { title, text, confidence } = tip;
  return (
    <div
      className={classes['tip']}
      role="tooltip"
      style={{ transform: `translate(${Math.round(sheet.left + left)}px, ${Math.round(sheet.top + bottom + 6)}px)` }}
    >
      <span className={classes['tipTitle']}>
        {title}
        {confidence === null ? null : <span className="tabular">{confidence}</span>}
      </span>
      {text === '' ? null : <span>{text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text}</span>}
    </div>
  );
}
