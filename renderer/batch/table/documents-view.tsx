import { memo, useMemo, useState } from 'react';
import type { TableRow } from '#shared/domain/batch.ts';
import { Empty } from '../../ui/empty.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import { useWords } from '../../ui/words.tsx';
import { type Arrangement, arrange, shownColumns } from '../model/arrange.ts';
import { columnsOf } from '../model/columns.ts';
import type { Place } from '../place.ts';
import { ColumnFilter } from './column-filter.tsx';
import { gridColumns } from './grid-columns.tsx';
import { ItemsWindow, type OpenItems } from './items-window.tsx';
import classes from './table.module.css';
import { Toolbar } from './toolbar.tsx';

interface DocumentsViewProps {
  readonly batchId: string;
  readonly folderName: string;
  readonly rows: readonly TableRow[];
  readonly place: Place;
  readonly onPlace: (change: Partial<Place>) => void;
  readonly onOpen: (row: TableRow, column: string) => void;
  readonly cameBack: boolean;
}

export const rowKey = ({ item, part }: TableRow): string => `${item.id}\n${part}`;

function View({ batchId, folderName, rows, place, onPlace, onOpen, cameBack }: DocumentsViewProps) {
  const words = useWords();
  const { arrangement: how, filtersOpen } = place;
  const [items, setItems] = useState<OpenItems | null>(null);
  // The columns change seldom, the rows all the time: one list for as long as its names are the same.
  const found = useMemo(() => columnsOf(rows), [rows]);
  const names = found.map(({ key }) => key).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` stands for what of the columns matters here
  const columns = useMemo(() => found, [names]);
  const shown = useMemo(() => arrange(rows, columns, how), [rows, columns, how]);
  const drawn = useMemo(
    () => gridColumns(shownColumns(columns, how), words, how.confidenceUnder, { openItems: setItems, openRow: onOpen }),
    [columns, how, words, onOpen],
  );
  const set = (change: Partial<Arrangement>): void => onPlace({ arrangement: { ...how, ...change } });
  const sort = (key: string): void =>
    set({ sorting: { key, descending: how.sorting.key === key && !how.sorting.descending } });
  return (
    <section className={classes['view']} aria-label={words.batch.views.documents}>
      <Toolbar
        batchId={batchId}
        folderName={folderName}
        all={rows}
        shown={shown}
        columns={columns}
        how={how}
        onChange={set}
        filtersOpen={filtersOpen}
        onFilters={(open) => onPlace({ filtersOpen: open })}
      />
      <Grid
        label={words.batch.table}
        columns={drawn}
        rows={shown}
        rowKey={rowKey}
        onOpen={onOpen}
        sorting={how.sorting}
        onSort={sort}
        sortLabel={words.batch.sortBy}
        filter={
          filtersOpen
            ? ({ key, head }) => (
                <ColumnFilter
                  label={words.batch.filterOf(head)}
                  value={how.filters[key] ?? ''}
                  onChange={(typed) => set({ filters: { ...how.filters, [key]: typed } })}
                />
              )
            : null
        }
        spot={place.spot}
        onSpot={place.setSpot}
        scrolled={place.scrolled}
        takesFocus={cameBack}
        empty={
          rows.length === 0 ? (
            <Empty title={words.batch.noRows}>{words.batch.noRowsText}</Empty>
          ) : (
            <Empty title={words.batch.nothingPasses} />
          )
        }
      />
      {items ? <ItemsWindow batchId={batchId} open={items} onClose={() => setItems(null)} /> : null}
    </section>
  );
}

/** All documents with their fields as columns: sorted, filtered, opened, saved. Progress that changes no row draws nothing. */
export const DocumentsView = memo(View);
