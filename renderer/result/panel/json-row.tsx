import { useClipboard } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { COPIED_MS, CopyIcon } from '../../ui/copy.tsx';
import { useWords } from '../../ui/words.tsx';
import type { TreeRow } from '../model/json-tree.ts';
import classes from './json.module.css';

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
  const { copied, copy } = useClipboard({ timeout: COPIED_MS });
  return (
    <>
      <span className={classes['fold']}>{row.size > 0 ? <Fold size={14} aria-hidden /> : null}</span>
      {row.name === null ? null : <span className={classes['name']}>{row.name}: </span>}
      <span className={classes['value']} data-kind={row.kind}>
        {row.kind === 'object' ? `{ ${words.results.members(row.size)} }` : null}
        {row.kind === 'array' ? `[ ${words.results.entries(row.size)} ]` : null}
        {row.text}
      </span>
      <CopyIcon
        className={classes['copy'] ?? ''}
        size="xs"
        tabIndex={-1}
        label={words.results.copyNode(row.name ?? (row.text || words.results.root))}
        copied={copied}
        onCopy={() => void textOf(row.address).then(copy)}
      />
    </>
  );
}
