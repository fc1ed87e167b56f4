import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatCount } from '#shared/rules/format.ts';
import { useWords } from './words.tsx';

/** The part of a long list that is drawn, and the buttons that lead to the others; none for a short list. */
export interface Page<T> {
  readonly shown: readonly T[];
  /** Place of the first one that is shown, from 0. */
  readonly from: number;
  readonly pager: ReactNode;
}

/** Draws a list in pages of `size`. A list that becomes shorter shows its last page. `label` names the list. */
export function usePage<T>(items: readonly T[], size: number, label: string): Page<T> {
  const words = useWords().frame.pager;
  const [wanted, setWanted] = useState(0);
  const last = Math.max(0, Math.ceil(items.length / size) - 1);
  const page = Math.min(wanted, last);
  const from = page * size;
  const shown = items.slice(from, from + size);
  const pager =
    last === 0 ? null : (
      <Group component="nav" gap={8} mt={12} aria-label={words.label(label)}>
        <Button size="xs" variant="default" disabled={page === 0} onClick={() => setWanted(page - 1)}>
          {words.previous}
        </Button>
        <span className="tabular">
          {words.range(formatCount(from + 1), formatCount(from + shown.length), formatCount(items.length))}
        </span>
        <Button size="xs" variant="default" disabled={page === last} onClick={() => setWanted(page + 1)}>
          {words.next}
        </Button>
      </Group>
    );
  return { shown, from, pager };
}
