import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useAction } from '../../door/reads.ts';
import { toCsvFile } from '../../files/csv.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';

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
