import { Button, Group } from '@mantine/core';
import type { EntryAt } from '#shared/contract/index.ts';
import type { OutputOf } from '#shared/contract/kinds.ts';
import { formatCount } from '#shared/rules/format.ts';
import { useAction } from '../door/reads.ts';
import { CommandPreview } from '../ui/copy.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './evidence-dialog.module.css';

interface EvidenceDoneProps {
  readonly output: OutputOf<EntryAt<'evidence.make'>>;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** Where the report is, and the sum of what is attached to it. */
export function EvidenceDone({ output, onAnother, onClose }: EvidenceDoneProps) {
  const all = useWords();
  const words = all.evidence.dialog;
  const openFolder = useAction('app.openFolder');
  const { path, pages, readings, sha256 } = output;
  const folder = path.replace(/[\\/][^\\/]*$/, '') || '/';
  return (
    <>
      {openFolder.error ? <FailurePanel failure={openFolder.error.failure} /> : null}
      <div role="status">
        <p className={classes['done']}>{words.done(pages, formatCount(readings))}</p>
        <p className={`${classes['path']} mono`}>{path}</p>
      </div>
      <div>
        <p className={classes['quiet']}>{words.sha}</p>
        <CommandPreview text={sha256} label={words.sha} />
      </div>
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" onClick={onAnother}>
          {words.another}
        </Button>
        <Button variant="default" onClick={() => openFolder.mutate({ path: folder })}>
          {words.showFolder}
        </Button>
        <Button onClick={onClose}>{all.close}</Button>
      </Group>
    </>
  );
}
