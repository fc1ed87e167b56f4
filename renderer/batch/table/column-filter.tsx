import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

const WAIT_MS = 150;

interface ColumnFilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A filter as typed; the table follows when the typing rests. */
export function ColumnFilter({ label, value, onChange }: ColumnFilterProps) {
  const [typed, setTyped] = useState(value);
  // The newest, so that a filter typed in another column meanwhile is not taken back.
  const tell = useRef(onChange);
  tell.current = onChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what is typed
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => tell.current(typed), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  // Taken over only when it is changed from outside.
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      size="xs"
      w="100%"
      aria-label={label}
      value={typed}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
