import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '#shared/failures/failure.ts';
import { formatBytes, shortenMiddle } from '#shared/rules/format.ts';
import { ResultViewer } from '../../result/result-viewer.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { readIn } from '../../ui/file-drop.tsx';
import { StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { MOST_OF_A_NAME, type SavedAnswer } from './open-document.ts';
import { ANSWER_LIMIT_BYTES, takeFiles } from './take-files.ts';

interface SavedAnswerPageProps {
  readonly saved: SavedAnswer;
  readonly onChange: (saved: SavedAnswer) => void;
  readonly onClose: () => void;
}

/** An answer from a file. Nothing is sent anywhere, so nothing has to run for it. */
export function SavedAnswerPage({ saved, onChange, onClose }: SavedAnswerPageProps) {
  const words = useWords().analyse;
  const [wrong, setRefused] = useState<Failure | null>(null);
  const take = async (files: readonly File[]): Promise<Failure | null> => {
    const { document, refused } = await takeFiles(files);
    if (document) onChange({ ...saved, document });
    if (document || refused) return refused;
    return { code: 'document.wrong-type', facts: { name: files[0]?.name ?? '' }, detail: null };
  };
  const add = async (file: File): Promise<void> => setRefused(await readIn([file], ANSWER_LIMIT_BYTES, take));
  return (
    <StepPage
      title={words.title}
      wide
      state={
        <ToneBadge tone="quiet" title={saved.name}>
          {words.fromFile(shortenMiddle(saved.name, MOST_OF_A_NAME), formatBytes(saved.bytes.length))}
        </ToneBadge>
      }
      actions={
        <>
          <span />
          {saved.document ? null : (
            <FileButton onChange={(file) => file && void add(file)} inputProps={{ 'aria-label': words.itsDocument }}>
              {(props) => (
                <Button variant="default" {...props}>
                  {words.itsDocument}
                </Button>
              )}
            </FileButton>
          )}
          <Button onClick={onClose}>{words.closeAnswer}</Button>
        </>
      }
    >
      {wrong ? <FailurePanel failure={wrong} /> : null}
      <ResultViewer answer={saved.bytes} document={saved.document} name={saved.name.replace(/\.json$/i, '')} />
    </StepPage>
  );
}
