import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TableRow } from '#shared/domain/batch.ts';
import type { Words } from '#shared/words/languages.ts';
import { readLists } from '../../door/batch-lists.ts';
import { call, failureOf } from '../../door/bridge.ts';
import { toCsvFile } from '../../files/csv.ts';
import { writeWorkbook } from '../../files/workbook.ts';
import { spellOut } from '../../result/model/walk.ts';
import { FailurePanel, sayFailure } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';
import { type Arrangement, shownColumns } from '../model/arrange.ts';
import type { Column } from '../model/columns.ts';
import { csvRows, documentsGrid, type SheetWords, sheetsOf } from '../model/sheets.ts';
import { headOf } from './grid-columns.tsx';
import classes from './table.module.css';

interface SaveTableProps {
  readonly batchId: string;
  readonly folderName: string;
  readonly shown: readonly TableRow[];
  readonly columns: readonly Column[];
  readonly how: Arrangement;
}

/** Saves the table as it stands: these rows in this order, these columns. */
export function SaveTable({ batchId, folderName, shown, columns, how }: SaveTableProps) {
  const words = useWords();
  const { batch } = words;
  const save = useMutation<string | null, Error, 'csv' | 'xlsx'>({
    networkMode: 'always',
    mutationFn: async (ending) => {
      const visible = shownColumns(columns, how);
      const said = sheetWords(words);
      const fileName = batch.file(folderName, 'documents', ending);
      if (ending === 'csv') {
        const text = toCsvFile(csvRows(documentsGrid(shown, visible, said)));
        return call('app.saveText', { title: batch.save, fileName, text });
      }
      // In the window and not in a worker: Chromium 130 crashed twice in three tries when a worker wrote 1,500 documents.
      const bytes = await writeWorkbook(sheetsOf(shown, visible, await readLists(batchId, shown), said));
      return call('app.saveBytes', { title: batch.save, fileName, bytes });
    },
  });
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            loading={save.isPending}
            disabled={shown.length === 0}
          >
            {batch.save}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save.mutate('csv')}>{batch.saveCsv}</Menu.Item>
          <Menu.Item onClick={() => save.mutate('xlsx')}>
            {batch.saveXlsx}
            <span className={classes['menuNote']}>{batch.saveXlsxHint}</span>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {save.error ? (
        <div className={classes['wholeLine']}>
          <FailurePanel failure={failureOf(save.error)} />
        </div>
      ) : null}
      {save.data ? (
        <p className={classes['wholeLine']} role="status">
          {batch.saved(save.data)}
        </p>
      ) : null}
    </>
  );
}

/** The words of the saved sheets. */
export function sheetWords(words: Words): SheetWords {
  const { sheets, columns } = words.batch;
  return {
    ...sheets,
    document: columns.document,
    head: (column) => headOf(words, column),
    failureOf: ({ item }) => (item.failure ? sayFailure(words, item.failure).said : ''),
    member: (name) => (name === '' ? sheets.value : spellOut(name)),
  };
}
