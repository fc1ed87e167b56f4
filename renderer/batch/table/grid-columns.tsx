import type { TableRow } from '#shared/domain/batch.ts';
import { formatConfidence, formatCount } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import { spellOut } from '../../result/model/walk.ts';
import { DocumentName } from '../../ui/document-name.tsx';
import type { GridColumn } from '../../ui/grid/column.ts';
import { isDoubtful } from '../model/arrange.ts';
import { type Column, cellText, fieldOf } from '../model/columns.ts';
import { FieldCell, ListCell, StateCell } from './cells.tsx';
import type { OpenItems } from './items-window.tsx';

/** Under this a field is marked even when nobody asked; Drydock's own bound, the vendor gives none. */
const DOUBTFUL_UNDER = 0.7;

interface Ways {
  readonly openItems: (items: OpenItems) => void;
  readonly openRow: (row: TableRow, column: string) => void;
}

/** How a column is headed on screen and in files. */
export const headOf = (words: Words, column: Column): string =>
  column.kind === 'fixed' ? words.batch.columns[column.key] : column.name.split('.').map(spellOut).join(', ');

/** The table's columns as the grid draws them. */
export function gridColumns(
  columns: readonly Column[],
  words: Words,
  confidenceUnder: number | null,
  ways: Ways,
): readonly GridColumn<TableRow>[] {
  const under = confidenceUnder ?? DOUBTFUL_UNDER;
  return columns.map((column): GridColumn<TableRow> => {
    const head = headOf(words, column);
    const own = { key: column.key, head, width: widthOf(column, head) };
    if (column.kind === 'list') {
      const count = (row: TableRow): number => row.items[column.name] ?? 0;
      return {
        ...own,
        numeric: true,
        draw: (row) => <ListCell count={count(row)} label={words.batch.items(count(row))} />,
        open: (row) => (count(row) > 0 ? () => ways.openItems({ row, list: column.name }) : null),
      };
    }
    if (column.kind === 'field')
      return {
        ...own,
        draw: (row) => (
          <FieldCell
            text={cellText(row, column)}
            doubtful={isDoubtful(row, column, under) ? sureness(row, column) : null}
            words={words.batch}
          />
        ),
        hint: (row) => hintOf(row, column, words),
      };
    switch (column.key) {
      case 'document':
        return {
          ...own,
          draw: (row) => <DocumentName id={row.item.id} part={row.part} />,
          hint: (row) => row.item.id,
          open: (row) => () => ways.openRow(row, column.key),
        };
      case 'state':
        return { ...own, draw: (row) => <StateCell item={row.item} words={words} /> };
      case 'type':
        return { ...own, draw: ({ docType }) => docType?.replace('prebuilt:', '') };
      default:
        return { ...own, numeric: true, draw: (row) => numberText(row, column) };
    }
  });
}

const numberText = (row: TableRow, column: Column): string | null => {
  const text = cellText(row, column);
  return text === null ? null : Number.isInteger(Number(text)) ? formatCount(Number(text)) : Number(text).toFixed(1);
};

/** In whole per cent, rounded down so that it never says the limit that it is under; the hint has it exactly. */
const sureness = (row: TableRow, column: Column): string =>
  `${Math.floor((fieldOf(row, column)?.confidence ?? 0) * 100)} %`;

function hintOf(row: TableRow, column: Column, { batch }: Words): string | undefined {
  const text = cellText(row, column);
  if (text === null) return undefined;
  const confidence = fieldOf(row, column)?.confidence ?? null;
  return confidence === null ? text : `${text} (${batch.sure(formatConfidence(confidence))})`;
}

function widthOf(column: Column, head: string): number {
  if (column.kind === 'fixed') {
    if (column.key === 'document') return 240;
    if (column.key === 'state') return 104;
    return column.key === 'type' ? 140 : 92;
  }
  const wanted = head.length * 7 + 44;
  return column.kind === 'list' ? Math.max(92, wanted) : Math.max(164, Math.min(220, wanted));
}
