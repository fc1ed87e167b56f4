import { Button, Tooltip } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { call, failureOf } from '../door/bridge.ts';
import { nameOfFolder } from '../files/name-of-folder.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './compare.module.css';
import type { AcceptanceOrder } from './make-acceptance.ts';

/** Makes the comparison a PDF to sign, and saves it where the operator says. */
export function AcceptanceButton(asked: AcceptanceOrder) {
  const all = useWords();
  const words = all.acceptance;
  const save = useMutation<string | null>({
    networkMode: 'always',
    mutationFn: async () => {
      // What draws PDFs is large and is asked for seldom.
      const { makeAcceptance } = await import('./make-acceptance.ts');
      const bytes = await makeAcceptance(asked, all);
      const fileName = words.fileName(nameOfFolder(asked.batch.folder));
      return call('app.saveBytes', { title: words.saveTitle, fileName, bytes });
    },
  });
  const { error } = save;
  return (
    <>
      <Tooltip label={words.hint} multiline w={280}>
        <Button
          size="xs"
          leftSection={<IconFileCertificate size={14} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {words.button}
        </Button>
      </Tooltip>
      {save.data ? (
        <p className={classes['text']} role="status">
          {words.saved(save.data)}
        </p>
      ) : null}
      {error ? <FailurePanel failure={failureOf(error)} /> : null}
    </>
  );
}
