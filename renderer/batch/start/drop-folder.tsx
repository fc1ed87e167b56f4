import { type DragEvent, type ReactNode, useState } from 'react';
import type { Grant } from '#shared/domain/grant.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './start.module.css';

interface DropFolderProps {
  /** The folder that is chosen; what was wrong with a drop before is said until there is another one. */
  readonly path: string;
  readonly onFolder: (folder: string, grant: Grant) => void;
  readonly children: ReactNode;
}

/** Takes a folder that is dropped on it. Its fields do the same by keyboard. */
export function DropFolder({ path, onFolder, children }: DropFolderProps) {
  const words = useWords().batch;
  const [over, setOver] = useState(false);
  const where = useAction('app.dropped');
  const [pathAtDrop, setPathAtDrop] = useState(path);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    setPathAtDrop(path);
    where.mutate(file, { onSuccess: ({ grant, folder }) => folder && onFolder(grant.path, grant) });
  };
  const isOfThisPath = pathAtDrop === path;
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
      {isOfThisPath && where.error ? <FailurePanel failure={where.error.failure} /> : null}
      {isOfThisPath && where.data?.folder === false ? (
        <p className={classes['refused']} role="alert">
          {words.notAFolder}
        </p>
      ) : null}
    </div>
  );
}
