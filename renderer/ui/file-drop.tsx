import { Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { type ReactNode, useState } from 'react';
import { type Failure, toFailure } from '#shared/failures/failure.ts';
import { FailurePanel } from './failure-panel.tsx';
import classes from './file-drop.module.css';

interface FileDropProps {
  /** Of the field that opens the system's dialog. */
  readonly label: string;
  /** So many files are taken at once, each of at most so many bytes. */
  readonly most: number;
  readonly mostBytes: number;
  /** Whether what was taken before is shown in it. */
  readonly isChosen?: boolean;
  /** Takes what was dropped or chosen; answers with what is wrong with it. */
  readonly onFiles: (files: readonly File[]) => Promise<Failure | null>;
  readonly children: ReactNode;
}

/** A place to drop files on, or to choose them by a press. What cannot be taken, or not be read, is said above it. */
export function FileDrop({ label, most, mostBytes, isChosen = false, onFiles, children }: FileDropProps) {
  const [refused, setRefused] = useState<Failure | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    setRefused(null);
    setRefused(await readIn(files, mostBytes, onFiles));
  };
  return (
    <>
      {refused ? <FailurePanel failure={refused} /> : null}
      <Dropzone
        multiple={most > 1}
        maxFiles={most}
        // The kit would take the first ones and say nothing of the others.
        onDropAny={(files, surplus) => {
          if (surplus.length > 0) setRefused({ code: 'file.too-many', facts: { most }, detail: null });
          else void take(files);
        }}
        onDrop={() => undefined}
        className={classes['drop'] ?? ''}
        inputProps={{ 'aria-label': label }}
        data-chosen={isChosen || undefined}
      >
        {children}
      </Dropzone>
    </>
  );
}

/** Hands files on to be read; answers with what is wrong with them, or why they cannot be read. */
export async function readIn(
  files: readonly File[],
  mostBytes: number,
  read: (files: readonly File[]) => Promise<Failure | null>,
): Promise<Failure | null> {
  const large = files.find(({ size }) => size > mostBytes);
  if (large) {
    return { code: 'file.too-large', facts: { name: large.name, limitBytes: mostBytes }, detail: null };
  }
  try {
    return await read(files);
  } catch (error) {
    return whyUnread(error, files[0]?.name ?? '');
  }
}

/** A file that is gone, a folder, or one that may not be read; anything else is a fault of ours. */
const whyUnread = (error: unknown, name: string): Failure =>
  error instanceof DOMException
    ? { code: 'document.unreadable', facts: { name }, detail: error.message }
    : toFailure(error);

interface InviteProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly hints: readonly string[];
}

/** What an empty place says. */
export const Invite = ({ icon, title, hints }: InviteProps) => (
  <div className={classes['invite']}>
    {icon}
    <div>
      <Text fw={560}>{title}</Text>
      {hints.map((hint) => (
        <Text key={hint} size="sm" c="dimmed">
          {hint}
        </Text>
      ))}
    </div>
  </div>
);
