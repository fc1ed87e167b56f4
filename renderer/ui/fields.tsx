import { Button, Group, TextInput, type TextInputProps } from '@mantine/core';
import { IconFile, IconFolder } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Grant } from '#shared/domain/grant.ts';
import { useAction } from '../door/reads.ts';
import { sayFailure } from './failure-panel.tsx';
import { useWords } from './words.tsx';

interface PathFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly value: string;
  /** What was typed; or what was chosen in the system's dialog, and so given. */
  readonly onChange: (path: string, grant: Grant | null) => void;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  /** A file instead of a folder, with these extensions (without dot). */
  readonly file?: readonly string[];
  /** A folder whose files are read; else it is one that containers are given. */
  readonly reads?: boolean;
}

/** A path of this computer: typed, or chosen in the system's own dialog. */
export function PathField({
  label,
  description,
  value,
  onChange,
  error,
  disabled = false,
  file,
  reads = false,
}: PathFieldProps) {
  const words = useWords();
  const folder = useAction('app.chooseFolder');
  const archive = useAction('app.chooseFile');
  // The system's dialog may lead to what nobody gives, such as a folder of the system.
  const refused = (folder.error ?? archive.error)?.failure ?? null;
  const take = (grant: Grant | null): void => {
    if (grant !== null) onChange(grant.path, grant);
  };
  const choose = (): void => {
    if (file) archive.mutate({ title: label, extensions: [...file] }, { onSuccess: take });
    else {
      const kind = reads ? 'read-folder' : 'use-folder';
      folder.mutate({ title: label, startAt: value || null, kind }, { onSuccess: take });
    }
  };
  return (
    <Group align="flex-end" gap={8} wrap="nowrap">
      <TextInput
        flex={1}
        label={label}
        description={description}
        value={value}
        error={error ?? (refused === null ? null : sayFailure(words, refused).said)}
        disabled={disabled}
        spellCheck={false}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        onChange={(event) => {
          folder.reset();
          archive.reset();
          onChange(event.currentTarget.value, null);
        }}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
      />
      <Button
        variant="default"
        disabled={disabled}
        loading={folder.isPending || archive.isPending}
        onClick={choose}
        leftSection={file ? <IconFile size={16} /> : <IconFolder size={16} />}
        aria-label={`${words.choose} ${label}`}
      >
        {words.choose}
      </Button>
    </Group>
  );
}

/** A secret goes in masked; nothing here ever shows it again. */
export function SecretField(props: TextInputProps) {
  return <TextInput type="password" autoComplete="off" spellCheck={false} {...props} />;
}
