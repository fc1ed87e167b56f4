import { Button, Checkbox, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { BatchPreview } from '#shared/domain/batch.ts';
import { formatBytes } from '#shared/rules/format.ts';
import type { Refused } from '../../door/bridge.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { PathField } from '../../ui/fields.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import type { useGivenPath } from '../../ui/use-given-path.ts';
import { useWords } from '../../ui/words.tsx';
import { DropFolder } from './drop-folder.tsx';
import classes from './start.module.css';

interface FolderCardProps {
  readonly folder: ReturnType<typeof useGivenPath>;
  readonly subfolders: boolean;
  readonly onSubfolders: (subfolders: boolean) => void;
  readonly look: UseQueryResult<BatchPreview, Refused>;
}

/** Which folder, and what is in it. */
export function FolderCard({ folder, subfolders, onSubfolders, look }: FolderCardProps) {
  const words = useWords().batch;
  return (
    <DropFolder path={folder.path} onFolder={folder.set}>
      <Stack gap={16}>
        <PathField
          label={words.folder}
          description={words.folderHint}
          value={folder.path}
          reads
          onChange={folder.set}
        />
        <Checkbox
          size="sm"
          label={words.subfolders}
          checked={subfolders}
          onChange={(event) => onSubfolders(event.currentTarget.checked)}
        />
        {folder.path !== '' && folder.grant === null ? (
          <div>
            <Button
              variant="default"
              disabled={folder.path.trim() === ''}
              loading={folder.asking}
              onClick={() => folder.give(() => undefined)}
            >
              {words.lookInto}
            </Button>
          </div>
        ) : null}
        {folder.error ? <FailurePanel failure={folder.error.failure} /> : null}
        {folder.grant === null ? null : (
          <section aria-label={words.look}>
            <ReadGate read={look} heights={[112]}>
              {(preview) => <Preview preview={preview} />}
            </ReadGate>
          </section>
        )}
      </Stack>
    </DropFolder>
  );
}

function Preview({ preview }: { readonly preview: BatchPreview }) {
  const words = useWords().batch;
  const { documents, sizeBytes, alreadyDone, resultsFolder, resultsPlace } = preview;
  const waiting = documents - alreadyDone;
  return (
    <Stack gap={12}>
      {documents === 0 ? (
        <Empty title={words.noDocuments}>{words.noDocumentsText}</Empty>
      ) : (
        <div className={classes['facts']}>
          <p className={classes['number']}>
            {words.documents(documents)} <span>{words.size(formatBytes(sizeBytes))}</span>
          </p>
          {alreadyDone > 0 ? <p>{words.alreadyDone(alreadyDone)}</p> : null}
          <p>{waiting > 0 ? words.onMeter(waiting) : words.onMeterNothing}</p>
          <p>
            {words.answersGo} <code className={classes['path']}>{resultsFolder}</code>
            {resultsPlace === 'documents' ? ` ${words.answersElsewhere}` : ''}
          </p>
        </div>
      )}
      <LeftOut preview={preview} />
    </Stack>
  );
}

function LeftOut({ preview: { leftOut, leftOutCount } }: { readonly preview: BatchPreview }) {
  const words = useWords().batch;
  if (leftOutCount === 0) return null;
  return (
    <details className={classes['leftOut']}>
      <summary>{words.leftOut(leftOutCount)}</summary>
      <ul>
        {leftOut.map(({ id, why }) => (
          <li key={id}>
            <span className={classes['path']}>{id}</span> <Text span>{words.whyLeftOut[why]}</Text>
          </li>
        ))}
        {leftOutCount > leftOut.length ? <li>{words.moreLeftOut(leftOutCount - leftOut.length)}</li> : null}
      </ul>
    </details>
  );
}
