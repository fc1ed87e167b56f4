import { Button, TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImageId } from '#shared/domain/catalogue.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LogView } from '../../ui/log-view.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './run-page.module.css';

const LINES = 1000;

/** The newest lines of a container's log: followed, searched, saved. */
export function PartLog({ deploymentId, image }: { readonly deploymentId: string; readonly image: ImageId }) {
  const words = useWords().run;
  const log = useRead('deployments.log', { id: deploymentId, image, lines: LINES }, { everyMs: 2000 });
  const save = useAction('app.saveText');
  const [wanted, setWanted] = useState('');
  const needle = wanted.trim().toLowerCase();
  const text = log.data?.text ?? '';
  const lines = text.split('\n').filter((line) => line.toLowerCase().includes(needle));
  return (
    <div className={classes['log']}>
      <div className={classes['logBar']}>
        <TextInput
          size="xs"
          aria-label={words.searchLog}
          placeholder={words.searchLog}
          leftSection={<IconSearch size={14} />}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={text === ''}
          loading={save.isPending}
          onClick={() => save.mutate({ title: words.saveLog, fileName: `${deploymentId}-${image}.log`, text })}
        >
          {words.save}
        </Button>
      </div>
      {log.error ? <FailurePanel failure={log.error.failure} /> : null}
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
      <LogView label={words.log} text={lines.join('\n')} empty={needle === '' ? words.noLog : words.nothingFound} />
    </div>
  );
}
