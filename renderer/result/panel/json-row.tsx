import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import type { TreeRow } from '../model/json-tree.ts';
import classes from './json.module.css';

const SHOWN_MS = 1500;

/** A node on one line: its fold, name and value, or how much is in it. */
export function JsonRow({
  row,
  textOf,
}: {
  readonly row: TreeRow;
  readonly textOf: (address: string) => Promise<string>;
}) {
  const words = useWords();
  const Fold = row.open ? IconChevronDown : IconChevronRight;
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(await textOf(row.address));
    setCopied(true);
  };
  const label = copied ? words.copy.done : words.results.copyNode(row.name ?? (row.text || words.results.root));
  return (
    <>
      <span className={classes['fold']}>{row.size > 0 ? <Fold size={14} aria-hidden /> : null}</span>
      {row.name === null ? null : <span className={classes['name']}>{row.name}: </span>}
      <span className={classes['value']} data-kind={row.kind}>
        {row.kind === 'object' ? `{ ${words.results.members(row.size)} }` : null}
        {row.kind === 'array' ? `[ ${words.results.entries(row.size)} ]` : null}
        {row.text}
      </span>
      <Tooltip label={label}>
        <ActionIcon
          className={classes['copy'] ?? ''}
          size="xs"
          variant="subtle"
          color="gray"
          tabIndex={-1}
          aria-label={label}
          onClick={(event) => {
            event.stopPropagation();
            void copy();
          }}
        >
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      </Tooltip>
    </>
  );
}
