import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { COPIED_MS, CopyIcon } from '../../ui/copy.tsx';
import { useWords } from '../../ui/words.tsx';
import type { ClipboardTable } from '../exports/clipboard-table.ts';
import { beginSliced, finishSliced, type Sliced } from '../model/in-slices.ts';

/** Copies a table so that a spreadsheet takes it as cells and a document as a table. */
export function CopyTable({ name, make }: { readonly name: string; readonly make: () => Sliced<ClipboardTable> }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const { start: restSoon } = useTimeout(() => setCopied(false), COPIED_MS);
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
    restSoon();
  };
  return <CopyIcon label={words.results.copyTable(name)} copied={copied} onCopy={() => void copy()} />;
}
