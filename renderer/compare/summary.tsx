import { Button, Menu, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Batch, TableRow } from '#shared/domain/batch.ts';
import type { Verdict } from '#shared/domain/comparison.ts';
import { formatCount, formatDay } from '#shared/rules/format.ts';
import { useAction } from '../door/reads.ts';
import { toCsvFile } from '../files/csv.ts';
import { nameOfFolder } from '../files/name-of-folder.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import { AcceptanceButton } from './acceptance-button.tsx';
import classes from './compare.module.css';
import type { ComparePlace, ExpectedFile } from './compare-place.ts';
import type { Comparison } from './model/compare.ts';
import { fieldName } from './model/field-name.ts';
import { comparisonRows, figures, summaryText } from './model/report.ts';
import { NotCompared } from './not-compared.tsx';

interface SummaryProps {
  readonly batch: Batch;
  readonly rows: readonly TableRow[];
  readonly comparison: Comparison;
  readonly file: ExpectedFile;
  readonly place: ComparePlace;
}

const COUNTED: readonly Verdict[] = ['right', 'different', 'missing', 'unexpected', 'unchecked'];

/** The number, how far it can be relied on, what it is made of, and how it is saved. */
export function Summary({ batch, rows, comparison, file, place }: SummaryProps) {
  const all = useWords();
  const words = all.compare;
  const { overall } = comparison;
  const figured = figures(overall);
  return (
    <Card>
      <div className={classes['summary']}>
        <div className={classes['result']}>
          {figured ? (
            <>
              <p className={`${classes['big']} tabular`}>
                {words.big(figured.share)} <span>{words.of(formatCount(overall.checked))}</span>
              </p>
              <p className={`${classes['interval']} tabular`}>
                {words.interval(figured.low, figured.high)}, {words.documentsCompared(comparison.documents)}
              </p>
            </>
          ) : (
            <>
              <p className={classes['big']}>{words.nothing}</p>
              <p className={classes['interval']}>{words.nothingText}</p>
            </>
          )}
          <p className={`${classes['counts']} tabular`}>
            {COUNTED.filter((verdict) => overall[verdict] > 0).map((verdict) => (
              <span key={verdict}>{words.count(verdict, overall[verdict])}</span>
            ))}
          </p>
        </div>
        <div className={classes['tools']}>
          <AcceptanceButton batch={batch} rows={rows} comparison={comparison} file={file} order={place.order} />
          <SaveMenu batch={batch} comparison={comparison} />
          <Button size="xs" variant="default" onClick={() => place.setFile(null)}>
            {words.another}
          </Button>
        </div>
      </div>
      <p className={classes['file']}>
        {words.file(file.name, file.table.rows.length, file.table.columns.length)}
        {file.table.encoding === 'windows-1252' ? `. ${words.encodedOld}` : ''}
      </p>
      {comparison.ambiguousDates > 0 || place.order !== null ? (
        <div className={classes['order']} data-open={comparison.ambiguousDates > 0 || undefined}>
          {comparison.ambiguousDates > 0 ? <p>{words.notes.ambiguous(comparison.ambiguousDates)}</p> : null}
          <Select
            size="xs"
            w={200}
            label={words.order}
            allowDeselect={false}
            value={place.order ?? 'file'}
            data={(['file', 'day-first', 'month-first'] as const).map((value) => ({
              value,
              label: words.orders[value],
            }))}
            onChange={(value) => place.setOrder(value === 'day-first' || value === 'month-first' ? value : null)}
          />
        </div>
      ) : null}
      <NotCompared comparison={comparison} />
    </Card>
  );
}

function SaveMenu({ batch, comparison }: Pick<SummaryProps, 'batch' | 'comparison'>) {
  const all = useWords();
  const words = all.compare;
  const save = useAction('app.saveText');
  const folder = nameOfFolder(batch.folder);
  const csv = (): void =>
    save.mutate({
      title: words.save,
      fileName: all.batch.file(folder, 'comparison', 'csv'),
      text: toCsvFile(
        comparisonRows(comparison.cells, {
          head: words.head,
          verdict: (verdict) => words.verdicts[verdict],
          field: (field) => field,
        }),
      ),
    });
  const text = (): void =>
    save.mutate({
      title: words.save,
      fileName: all.batch.file(folder, 'comparison', 'txt'),
      text: summaryText(comparison, batch.folder, formatDay(new Date().toISOString()), {
        ...words.summary,
        right: words.right,
        interval: words.interval,
        nothing: words.nothing,
        documents: words.documentsCompared,
        line: (field, tally, share) => words.summary.line(fieldName(field), tally, share),
      }),
    });
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} loading={save.isPending}>
            {words.save}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={csv}>{words.saveCsv}</Menu.Item>
          <Menu.Item onClick={text}>{words.saveText}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
    </>
  );
}
