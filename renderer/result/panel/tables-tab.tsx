import { useCallback, useContext, useMemo, useRef } from 'react';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import { lowCells } from '../model/field-lines.ts';
import { textOf } from '../model/look-up.ts';
import type { TabProps } from '../shown.ts';
import { useSliced } from '../use-sliced.ts';
import { DoubtContext } from './confidence.tsx';
import { DoubtBar } from './doubt-bar.tsx';
import { Rows, type RowsHandle } from './rows.tsx';
import { MOST_DRAWN_WHOLE } from './sheet-window.ts';
import { TableSection } from './table-section.tsx';

const ROW = 34;
const AROUND = 72;

/** The tables as tables, with their spans. */
export function TablesTab({ view, doubt, onDoubt, onSaveTable }: TabProps) {
  const words = useWords().results;
  const highlight = useContext(HighlightContext);
  const rows = useRef<RowsHandle>(null);
  const low = useSliced(useCallback(() => lowCells(view, doubt), [view, doubt]));
  const hasConfidence = useMemo(
    () => view.tables.some(({ cells }) => cells.some(({ confidence }) => confidence !== null)),
    [view],
  );
  return (
    <DoubtContext value={doubt}>
      {hasConfidence ? (
        <DoubtBar
          doubt={doubt}
          onChange={onDoubt}
          low={low}
          onGo={(id) => {
            rows.current?.reveal(id);
            highlight.pick(id, 'list');
          }}
        />
      ) : null}
      <Rows
        handle={rows}
        label={words.list.tables}
        count={view.tables.length}
        estimate={(index) => AROUND + Math.min(440, ROW * (view.tables[index]?.rows ?? 1))}
        weight={(index) => Math.min(MOST_DRAWN_WHOLE, view.tables[index]?.cells.length ?? 1)}
        keyOf={(index) => index}
        render={(index) => <TableSection view={view} index={index} onSave={() => onSaveTable(index)} />}
        rowOf={(id) => (id.startsWith('t/') ? Number(id.split('/')[1]) : null)}
        idOf={(index) => `t/${index}`}
        copyOf={(id) => textOf(view, id)}
      />
    </DoubtContext>
  );
}
