import { Button, Checkbox } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch, TableRow } from '#shared/domain/batch.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { readLists } from '../door/batch-lists.ts';
import { call, type Refused } from '../door/bridge.ts';
import { toCsvFile } from '../files/csv.ts';
import { nameOfFolder } from '../files/name-of-folder.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { FileDrop, Invite } from '../ui/file-drop.tsx';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './compare.module.css';
import type { ExpectedFile } from './compare-place.ts';
import { readExpected } from './model/read-expected.ts';
import { expectedTemplate } from './model/template.ts';
import { sha256Of } from './sha256.ts';

interface ChooseExpectedProps {
  readonly batch: Batch;
  readonly rows: readonly TableRow[];
  readonly onFile: (file: ExpectedFile) => void;
}

/** Read in one piece on the window's thread: a file with a line for each of ten thousand documents has some megabytes. */
const LIMIT_BYTES = 32 * 1024 * 1024;

/** Takes a file of expected values, or makes one of what was found. */
export function ChooseExpected({ batch, rows, onFile }: ChooseExpectedProps) {
  const words = useWords().compare;
  const take = async ([file]: readonly File[]): Promise<Failure | null> => {
    if (!file) return null;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = readExpected(bytes);
    if (!read.ok) return read.failure;
    onFile({ name: file.name, sha256: await sha256Of(bytes), table: read.table });
    return null;
  };
  return (
    <>
      <FileDrop label={words.label} most={1} mostBytes={LIMIT_BYTES} onFiles={take}>
        <Invite
          icon={<IconFileSpreadsheet size={28} stroke={1.5} aria-hidden />}
          title={words.choose}
          hints={[words.chooseHint]}
        />
      </FileDrop>
      <div className={classes['begin']}>
        <Card title={words.begin}>
          <p className={classes['text']}>{words.beginText}</p>
          <p className={classes['text']}>{words.templateText}</p>
          <Template batch={batch} rows={rows} />
        </Card>
        <Card title={words.rulesTitle}>
          <ul className={classes['rules']}>
            {words.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

function Template({ batch, rows }: Pick<ChooseExpectedProps, 'batch' | 'rows'>) {
  const all = useWords();
  const words = all.compare;
  const [items, setItems] = useState(false);
  const hasItems = rows.some((row) => Object.keys(row.items).length > 0);
  const save = useMutation<string | null, Refused>({
    networkMode: 'always',
    mutationFn: async () => {
      const lists = items ? await readLists(batch.id, rows) : [];
      return call('app.saveText', {
        title: words.template,
        fileName: all.batch.file(nameOfFolder(batch.folder), 'expected', 'csv'),
        text: toCsvFile(expectedTemplate(rows, lists, all.batch.columns.document)),
      });
    },
  });
  return (
    <div className={classes['template']}>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        disabled={batch.counts.done === 0}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {words.template}
      </Button>
      {hasItems ? (
        <Checkbox
          size="sm"
          label={words.templateItems}
          checked={items}
          onChange={(event) => setItems(event.currentTarget.checked)}
        />
      ) : null}
      {save.data ? (
        <p className={classes['text']} role="status">
          {words.saved(save.data)}
        </p>
      ) : null}
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
    </div>
  );
}
