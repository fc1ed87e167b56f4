import { Button } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { formatCount } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import type { BatchRow } from '../deployment/paths.ts';
import { DocumentName } from '../ui/document-name.tsx';
import { Empty } from '../ui/empty.tsx';
import type { GridColumn } from '../ui/grid/column.ts';
import { Grid } from '../ui/grid/grid.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './compare.module.css';
import type { ComparePlace } from './compare-place.ts';
import type { ComparedCell, Comparison } from './model/compare.ts';
import { fieldName } from './model/field-name.ts';
import { resultIdOf } from './model/field-path.ts';
import { VerdictCell } from './verdict-cell.tsx';

interface DifferencesProps {
  readonly comparison: Comparison;
  readonly place: ComparePlace;
  readonly onOpen: (row: BatchRow, field: string) => void;
  readonly cameBack: boolean;
}

const cellKey = ({ line, field }: ComparedCell): string => `${line}\n${field}`;

/** The fields that are not right, each with both values and what they were compared as; one opens where it stands. */
export function Differences({ comparison, place, onOpen, cameBack }: DifferencesProps) {
  const all = useWords();
  const words = all.compare;
  const { field, everything } = place;
  const rows = useMemo(
    () =>
      comparison.cells.filter(
        (cell) =>
          !cell.bothEmpty &&
          (everything || (cell.verdict !== 'right' && cell.verdict !== 'unchecked')) &&
          (field === null || cell.field === field),
      ),
    [comparison, everything, field],
  );
  const open = useCallback(
    (cell: ComparedCell) => onOpen({ itemId: cell.document, part: cell.part }, resultIdOf(cell.part, cell.field)),
    [onOpen],
  );
  const columns = useMemo(() => columnsOf(all, open), [all, open]);
  return (
    <section className={classes['differences']} aria-label={words.differences}>
      <div className={classes['tools']}>
        <h2>{everything ? words.showAll : words.differences}</h2>
        <p className={`${classes['text']} tabular`} role="status">
          {formatCount(rows.length)}
        </p>
        {field === null ? null : (
          <Button size="xs" variant="light" onClick={() => place.setField(null)}>
            {words.onlyField(fieldName(field))} ×
          </Button>
        )}
        <span className={classes['gap']} />
        <Button size="xs" variant="default" onClick={() => place.setEverything(!everything)}>
          {everything ? words.onlyDifferences : words.showAll}
        </Button>
      </div>
      <Grid
        label={everything ? words.tableOf.all : words.tableOf.differences}
        columns={columns}
        rows={rows}
        rowKey={cellKey}
        onOpen={open}
        sorting={null}
        onSort={nothing}
        sortLabel={(head) => head}
        filter={null}
        spot={place.spot}
        onSpot={place.setSpot}
        scrolled={place.scrolled}
        takesFocus={cameBack}
        empty={<Empty title={words.none}>{words.noneText}</Empty>}
      />
    </section>
  );
}

const nothing = (): void => undefined;

function columnsOf(words: Words, open: (cell: ComparedCell) => void): readonly GridColumn<ComparedCell>[] {
  const { columns: head } = words.compare;
  const text = (key: 'expected' | 'found' | 'expectedForm' | 'foundForm', width: number): GridColumn<ComparedCell> => ({
    key,
    head: head[key],
    width,
    draw: (cell) => <span className={classes['value']}>{cell[key]}</span>,
    hint: (cell) => cell[key] ?? undefined,
  });
  return [
    {
      key: 'document',
      head: head.document,
      width: 220,
      draw: ({ document, part }) => <DocumentName id={document} part={part} />,
      hint: ({ document }) => document,
      open: (cell) => () => open(cell),
    },
    { key: 'field', head: head.field, width: 180, draw: ({ field }) => fieldName(field) },
    {
      key: 'verdict',
      head: head.verdict,
      width: 132,
      draw: (cell) => <VerdictCell cell={cell} words={words.compare} />,
    },
    text('expected', 200),
    text('found', 200),
    text('expectedForm', 170),
    text('foundForm', 170),
  ];
}
