import { type DragEvent, type ReactNode, useState } from 'react';
import type { Grant } from '#shared/domain/grant.ts';
import { useAction } from '../../door/reads.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './start.module.css';

interface DropFolderProps {
  readonly onFolder: (folder: string, grant: Grant) => void;
  readonly children: ReactNode;
}

/** Takes a folder that is dropped on it. Its fields do the same by keyboard. */
export function DropFolder({ onFolder, children }: DropFolderProps) {
  const words = useWords().batch;
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState(false);
  const where = useAction('app.dropped');
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    where.mutate(file, {
      onSuccess: ({ grant, folder }) => {
        setRefused(!folder);
        if (folder) onFolder(grant.path, grant);
      },
      onError: () => setRefused(true),
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what a drop does, the field within does by keyboard
    <div
      className={classes['drop']}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      {refused ? (
        <p className={classes['refused']} role="alert">
          {words.notAFolder}
        </p>
      ) : null}
    </div>
  );
}
