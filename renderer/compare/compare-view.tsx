import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Batch, RowLists, TableRow } from '#shared/domain/batch.ts';
import type { BatchRow } from '../deployment/paths.ts';
import { readLists } from '../door/batch-lists.ts';
import type { Refused } from '../door/bridge.ts';
import { ReadGate } from '../ui/read-gate.tsx';
import { ChooseExpected } from './choose-expected.tsx';
import classes from './compare.module.css';
import type { ComparePlace, ExpectedFile } from './compare-place.ts';
import { Differences } from './differences.tsx';
import { FieldBars } from './field-bars.tsx';
import { compare } from './model/compare.ts';
import { Summary } from './summary.tsx';
import { useSeldom } from './use-seldom.ts';

interface CompareViewProps {
  readonly batch: Batch;
  readonly rows: readonly TableRow[];
  readonly place: ComparePlace;
  readonly onOpen: (row: BatchRow, field: string) => void;
  readonly cameBack: boolean;
}

const EVERY_MS = 3000;
/** One and the same: another one would be a reason to compare anew. */
const NO_LISTS: readonly RowLists[] = [];

/** What was found against what a file says should be found. */
export function CompareView(props: CompareViewProps) {
  const { batch, place } = props;
  // A comparison of thousands of documents takes half a second, and rows come all the time while the batch runs.
  const rows = useSeldom(props.rows, EVERY_MS);
  if (place.file === null) return <ChooseExpected batch={batch} rows={rows} onFile={place.setFile} />;
  return <WithLists {...props} rows={rows} file={place.file} />;
}

/** Reads the line items first, where the file asks for any. */
function WithLists(props: CompareViewProps & { readonly file: ExpectedFile }) {
  const { batch, rows, file } = props;
  const names = useMemo(() => new Set(rows.flatMap(({ items }) => Object.keys(items))), [rows]);
  const asked = file.table.columns.some((column) => column.includes('[') || names.has(column.trim()));
  const read = useQuery<readonly RowLists[], Refused>({
    // Read again with the rows that they belong to.
    queryKey: ['batch', 'all-lists', batch.id, rows.filter(({ item }) => item.state === 'done').length],
    queryFn: () => readLists(batch.id, rows),
    enabled: asked,
    placeholderData: (before) => before,
    // Of a batch that runs there is another one every few seconds, each with all line items.
    gcTime: 0,
  });
  if (!asked) return <Compared {...props} lists={NO_LISTS} />;
  return (
    <ReadGate read={read} heights={[96, 240, 320]}>
      {(lists) => <Compared {...props} lists={lists} />}
    </ReadGate>
  );
}

interface ComparedProps extends CompareViewProps {
  readonly file: ExpectedFile;
  readonly lists: readonly RowLists[];
}

function Compared({ batch, rows, place, onOpen, file, lists, cameBack }: ComparedProps) {
  const comparison = useMemo(
    () => compare({ table: file.table, feature: batch.feature, rows, lists, order: place.order }),
    [file, batch.feature, rows, lists, place.order],
  );
  return (
    <div className={classes['compare']}>
      <Summary batch={batch} rows={rows} comparison={comparison} file={file} place={place} />
      {comparison.overall.share === null ? null : (
        <FieldBars fields={comparison.fields} only={place.field} onOnly={place.setField} />
      )}
      <Differences comparison={comparison} place={place} onOpen={onOpen} cameBack={cameBack} />
    </div>
  );
}
