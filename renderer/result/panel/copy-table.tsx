import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import type { ClipboardTable } from '../exports/clipboard-table.ts';
import { beginSliced, finishSliced, type Sliced } from '../model/in-slices.ts';

const SHOWN_MS = 1500;

/** Copies a table so that a spreadsheet takes it as cells and a document as a table. */
export function CopyTable({ name, make }: { readonly name: string; readonly make: () => Sliced<ClipboardTable> }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    const { work, done } = beginSliced(make());
    const table = (done ?? (await finishSliced(work)))?.value;
    if (!table) return;
    const parts = { 'text/plain': table.text, 'text/html': table.html };
    await navigator.clipboard.write([
      new ClipboardItem(
        Object.fromEntries(Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })])),
      ),
    ]);
    setCopied(true);
  };
  const label = copied ? words.copy.done : words.results.copyTable(name);
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
      >
        {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
