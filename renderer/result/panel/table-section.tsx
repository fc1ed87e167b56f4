import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Fragment, memo, useContext, useMemo } from 'react';
import { useWords } from '../../ui/words.tsx';
import { clipboardTable } from '../exports/clipboard-table.ts';
import { type GridPlace, gridOf, spansOf } from '../exports/table-grid.ts';
import { type Doubt, isUnder } from '../model/field-lines.ts';
import type { ResultTable, ResultView } from '../model/view.ts';
import { CellSheet, type SheetCell } from './cell-sheet.tsx';
import { Confidence, DoubtContext } from './confidence.tsx';
import { CopyTable } from './copy-table.tsx';
import { MOST_DRAWN_WHOLE } from './sheet-window.ts';
import { isHiddenBy, placesInSight } from './sheets.ts';
import classes from './tables.module.css';

interface TableSectionProps {
  readonly view: ResultView;
  readonly index: number;
  readonly onSave: () => void;
}

/** One table under its heading, to copy and to save. */
export function TableSection({ view, index, onSave }: TableSectionProps) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  const table = view.tables[index];
  if (!table) return null;
  const name = words.table(index + 1);
  const save = words.saveTable(name);
  return (
    <section className={classes['section']} aria-label={name}>
      <header className={classes['head']} data-result-id={`t/${index}`}>
        <h2>{name}</h2>
        <span>{words.tableSize(table.rows, table.columns, view.pages[table.place.page]?.number ?? 1)}</span>
        <CopyTable name={name} make={() => clipboardTable(table)} />
        <Tooltip label={save}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={save}
            onClick={(event) => {
              event.stopPropagation();
              onSave();
            }}
          >
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      {isLarge(table) ? (
        <TableSheet table={table} index={index} name={name} />
      ) : (
        <div className={classes['scroll']}>
          <Grid table={table} index={index} doubt={doubt} />
        </div>
      )}
    </section>
  );
}

export const isLarge = ({ rows, columns, cells }: ResultTable): boolean =>
  Math.max(rows * columns, cells.length) > MOST_DRAWN_WHOLE;

/** The same for tables of any size. */
function TableSheet({
  table,
  index,
  name,
}: {
  readonly table: ResultTable;
  readonly index: number;
  readonly name: string;
}) {
  const doubt = useContext(DoubtContext);
  const idAt = (cell: number): string => `t/${index}/${cell}`;
  return (
    <CellSheet
      label={name}
      rows={table.rows}
      columns={table.columns}
      head={null}
      isNumbered={false}
      cellsIn={(rows, columns) =>
        placesInSight(table, rows, columns).map(({ indexes, ...place }): SheetCell => {
          const cells = indexes.flatMap((at) => table.cells[at] ?? []);
          const isHidden = cells.some(({ confidence }) => isHiddenBy(confidence, doubt));
          return {
            ...place,
            key: String(indexes[0]),
            id: idAt(indexes[0] ?? 0),
            isHead: cells[0]?.header ?? false,
            isLow: cells.some(({ confidence }) => isUnder(confidence, doubt)),
            hint: isHidden ? '' : cells.map(({ text }) => text).join('\n'),
            content: cells.map(({ text, confidence }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
              <span key={at} data-result-id={at === 0 ? undefined : idAt(indexes[at] ?? 0)}>
                <Content text={text} confidence={confidence} doubt={doubt} />
              </span>
            )),
          };
        })
      }
      spotOf={(id) => {
        const [kind, of, cell] = id.split('/');
        const at = kind === 't' && Number(of) === index && cell !== undefined ? table.cells[Number(cell)] : undefined;
        return at ? { row: at.row, column: at.column } : null;
      }}
    />
  );
}

/** Cells where they are, spans as far as they really reach; places that nothing covers stay empty cells. */
const Grid = memo(function Grid({
  table,
  index,
  doubt,
}: {
  readonly table: ResultTable;
  readonly index: number;
  readonly doubt: Doubt;
}) {
  const rows = useMemo(() => layOut(table), [table]);
  return (
    <table className={classes['grid']}>
      <tbody>
        {rows.map((places, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
          <tr key={row}>
            {places.map(({ column, place, tall, wide }) => (
              <Cell key={column} table={table} at={index} place={place} tall={tall} wide={wide} doubt={doubt} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

interface Laid {
  readonly column: number;
  readonly place: GridPlace | null;
  readonly tall: number;
  readonly wide: number;
}

function layOut(table: ResultTable): readonly (readonly Laid[])[] {
  const grid = gridOf(table);
  const spans = spansOf(grid);
  const covered = grid.rows.map(() => new Uint8Array(grid.columns));
  return grid.rows.map((places, row) =>
    places.flatMap((place, column): readonly Laid[] => {
      if (!place) return covered[row]?.[column] === 1 ? [] : [{ column, place, tall: 1, wide: 1 }];
      const [tall, wide] = spans.get(place.indexes[0] ?? -1) ?? [1, 1];
      for (let r = row; r < row + tall; r += 1) covered[r]?.fill(1, column, column + wide);
      return [{ column, place, tall, wide }];
    }),
  );
}

function Cell({
  table,
  at,
  place,
  tall,
  wide,
  doubt,
}: Omit<Laid, 'column'> & { readonly table: ResultTable; readonly at: number; readonly doubt: Doubt }) {
  if (!place) return <td />;
  const Tag = place.cell.header ? 'th' : 'td';
  const [first, ...others] = place.indexes;
  return (
    <Tag
      {...(tall > 1 ? { rowSpan: tall } : {})}
      {...(wide > 1 ? { colSpan: wide } : {})}
      data-footer={place.cell.footer || undefined}
      data-result-id={`t/${at}/${first}`}
      data-low={isUnder(place.cell.confidence, doubt) || undefined}
    >
      <Content text={place.cell.text} confidence={place.cell.confidence} doubt={doubt} />
      {others.map((index) => {
        const cell = table.cells[index];
        return cell ? (
          <Fragment key={index}>
            <hr />
            <span data-result-id={`t/${at}/${index}`}>
              <Content text={cell.text} confidence={cell.confidence} doubt={doubt} />
            </span>
          </Fragment>
        ) : null;
      })}
    </Tag>
  );
}

function Content({
  text,
  confidence,
  doubt,
}: {
  readonly text: string;
  readonly confidence: number | null;
  readonly doubt: Doubt;
}) {
  const words = useWords().results;
  const low = isUnder(confidence, doubt);
  if (low && doubt.mode === 'hide') return <span className={classes['hidden']}>{words.hidden}</span>;
  return (
    <>
      {text}
      {low ? (
        <span className={classes['sure']}>
          <Confidence value={confidence} />
        </span>
      ) : null}
    </>
  );
}
