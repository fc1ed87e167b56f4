import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '#shared/failures/failure.ts';
import { formatBytes, shortenMiddle } from '#shared/rules/format.ts';
import { ResultViewer } from '../../result/result-viewer.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { StepPage } from '../../ui/step-page.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import { MOST_OF_A_NAME, type SavedAnswer } from './open-document.ts';
import { takeFiles } from './take-files.ts';

interface SavedAnswerPageProps {
  readonly saved: SavedAnswer;
  readonly onChange: (saved: SavedAnswer) => void;
  readonly onClose: () => void;
}

/** An answer from a file. Nothing is sent anywhere, so nothing has to run for it. */
export function SavedAnswerPage({ saved, onChange, onClose }: SavedAnswerPageProps) {
  const words = useWords().analyse;
  const [refused, setRefused] = useState<Failure | null>(null);
  const add = async (file: File): Promise<void> => {
    const taken = await takeFiles([file]);
    setRefused(taken.refused);
    if (taken.document) onChange({ ...saved, document: taken.document });
  };
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
      {refused ? <FailurePanel failure={refused} /> : null}
      <ResultViewer answer={saved.bytes} document={saved.document} name={saved.name.replace(/\.json$/i, '')} />
    </StepPage>
  );
}
