import { useCallback, useContext, useMemo, useRef } from 'react';
import { formatConfidence } from '#shared/rules/format.ts';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import { type FieldLine, fieldLines, isUnder, lineOfId, lowFields } from '../model/field-lines.ts';
import { textOf } from '../model/look-up.ts';
import type { ResultView } from '../model/view.ts';
import type { TabProps } from '../shown.ts';
import { useSliced } from '../use-sliced.ts';
import { DoubtContext } from './confidence.tsx';
import { DoubtBar } from './doubt-bar.tsx';
import { FieldRow, PairRow } from './field-row.tsx';
import classes from './fields.module.css';
import { ItemsTable } from './items-table.tsx';
import { Rows, type RowsHandle } from './rows.tsx';
import { MOST_DRAWN_WHOLE } from './sheet-window.ts';

const HEIGHTS: Readonly<Record<FieldLine['kind'], number>> = {
  document: 56,
  none: 32,
  field: 52,
  items: 320,
  pairs: 56,
  pair: 44,
};

/** The fields of each document found, and the pairs of a model without labels. */
export function FieldsTab({ view, doubt, onDoubt }: TabProps) {
  const words = useWords().results;
  const highlight = useContext(HighlightContext);
  const rows = useRef<RowsHandle>(null);
  const lines = useMemo(() => fieldLines(view, doubt), [view, doubt]);
  const places = useMemo(() => lineOfId(lines), [lines]);
  const low = useSliced(useCallback(() => lowFields(view, doubt), [view, doubt]));
  return (
    <DoubtContext value={doubt}>
      <DoubtBar
        doubt={doubt}
        onChange={onDoubt}
        low={low}
        onGo={(id) => {
          rows.current?.reveal(id);
          highlight.pick(id, 'list');
        }}
      />
      {doubt.mode === 'hide' && low !== null && low.length > 0 ? (
        <p className={classes['hidden']}>{words.hiddenCount(low.length)}</p>
      ) : null}
      <Rows
        handle={rows}
        label={words.list.fields}
        count={lines.length}
        estimate={(index) => HEIGHTS[lines[index]?.kind ?? 'field']}
        keyOf={(index) => keyOf(lines[index], index)}
        render={(index) => {
          const line = lines[index];
          return line ? <Line line={line} view={view} /> : null;
        }}
        weight={(index) => weightOf(lines[index])}
        rowOf={places}
        idOf={(index) => idOf(lines[index])}
        copyOf={(id) => textOf(view, id)}
      />
    </DoubtContext>
  );
}

/** What of it is drawn at most. */
const weightOf = (line: FieldLine | undefined): number =>
  line?.kind === 'items' ? Math.min(MOST_DRAWN_WHOLE, line.list.children.length * line.columns.length) : 1;

/** Of the line and not of its place: hiding what is doubtful moves the others up, with their heights. */
const keyOf = (line: FieldLine | undefined, index: number): string | number =>
  idOf(line) ?? (line && 'at' in line ? `${line.kind} ${line.at}` : (line?.kind ?? index));

function idOf(line: FieldLine | undefined): string | null {
  if (line?.kind === 'field') return line.field.id;
  if (line?.kind === 'items') return line.list.id;
  return line?.kind === 'pair' ? `p/${line.index}` : null;
}

function Line({ line, view }: { readonly line: FieldLine; readonly view: ResultView }) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  switch (line.kind) {
    case 'document': {
      const { docType, pages, confidence, modelId } = line.document;
      const about = [
        words.pages(...pages),
        words.fieldCount(line.fields),
        ...(modelId === null ? [] : [words.model(modelId)]),
      ];
      return (
        <header className={classes['head']} data-document={line.at}>
          <h2>{words.document(line.at + 1, docType)}</h2>
          <span>
            {about.join(' · ')}
            {confidence === null ? null : (
              <span data-low={isUnder(confidence, doubt) || undefined}>
                {` · ${words.docTypeConfidence(formatConfidence(confidence))}`}
              </span>
            )}
          </span>
        </header>
      );
    }
    case 'none':
      return <p className={classes['quiet']}>{words.noFields}</p>;
    case 'field':
      return <FieldRow field={line.field} name={line.name} depth={line.depth} view={view} />;
    case 'items':
      return <ItemsTable {...line} />;
    case 'pairs':
      return (
        <header className={classes['head']}>
          <h2>{words.pairs}</h2>
          <span>{words.pairCount(view.pairs.length)}</span>
        </header>
      );
    case 'pair':
      return <PairRow index={line.index} view={view} />;
  }
}
