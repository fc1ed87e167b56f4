import { TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../ui/words.tsx';
import { Step } from './doubt-bar.tsx';
import classes from './find-bar.module.css';

interface FindBarProps {
  readonly label: string;
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
  /** Index of the match that is shown; null before the first. */
  readonly at: number | null;
  readonly count: number;
  readonly busy?: boolean;
  readonly onStep: (by: 1 | -1) => void;
  readonly children?: ReactNode;
}

/** Searches a list: how many matches, and the way from one to the next. Enter goes on, with Shift back. */
export function FindBar({ label, wanted, onWanted, at, count, busy = false, onStep, children }: FindBarProps) {
  const words = useWords().results;
  const said = count === 0 ? words.noHits : words.hits(at === null ? 0 : at + 1, count);
  return (
    <div className={classes['bar']}>
      <TextInput
        className={classes['input'] ?? ''}
        size="xs"
        type="search"
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={wanted}
        onChange={({ currentTarget }) => onWanted(currentTarget.value)}
        onKeyDown={({ key, shiftKey }) => key === 'Enter' && onStep(shiftKey ? -1 : 1)}
      />
      <span role="status" className={`${classes['said']} tabular`}>
        {wanted.trim() === '' ? '' : busy ? words.searching : said}
      </span>
      <Step label={words.previousHit} disabled={count === 0} onClick={() => onStep(-1)}>
        <IconChevronUp size={16} />
      </Step>
      <Step label={words.nextHit} disabled={count === 0} onClick={() => onStep(1)}>
        <IconChevronDown size={16} />
      </Step>
      {children}
    </div>
  );
}
