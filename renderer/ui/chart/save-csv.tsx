import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { toCsvFile } from '#shared/rules/csv.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../failure-panel.tsx';
import { useWords } from '../words.tsx';

interface SaveCsvProps {
  readonly title: string;
  readonly fileName: string;
  readonly rows: () => readonly (readonly (string | number)[])[];
}

/** Saves a table's numbers in full. */
export function SaveCsv({ title, fileName, rows }: SaveCsvProps) {
  const words = useWords().chart;
  const save = useAction('app.saveText');
  const label = words.save(title);
  return (
    <>
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        title={label}
        loading={save.isPending}
        onClick={() => save.mutate({ title: words.saveCsv, fileName, text: toCsvFile(rows()) })}
      >
        <IconDownload size={18} />
      </ActionIcon>
    </>
  );
}
