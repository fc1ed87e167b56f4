import { ActionIcon, SegmentedControl, Slider, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { formatShare } from '#shared/rules/format.ts';
import { useWords } from '../../ui/words.tsx';
import type { Doubt } from '../model/field-lines.ts';
import classes from './doubt-bar.module.css';

interface DoubtBarProps {
  readonly doubt: Doubt;
  readonly onChange: (doubt: Doubt) => void;
  /** Ids of what is under the confidence, in the list's order; null while they are not known. */
  readonly low: readonly string[] | null;
  readonly onGo: (id: string) => void;
}

/** The confidence to reach, what is done with what is under it, and the way from one to the next. */
export function DoubtBar({ doubt, onChange, low: known, onGo }: DoubtBarProps) {
  const words = useWords().results;
  const low = known ?? [];
  const [at, setAt] = useState<number | null>(null);
  const here = at === null || at >= low.length ? null : at;
  const go = (by: 1 | -1): void => {
    const next = here === null ? (by === 1 ? 0 : low.length - 1) : (here + by + low.length) % low.length;
    const id = low[next];
    if (id === undefined) return;
    setAt(next);
    onGo(id);
  };
  const share = formatShare(doubt.threshold);
  return (
    <div className={classes['bar']}>
      <Slider
        className={classes['slider'] ?? ''}
        size="sm"
        min={0}
        max={100}
        step={1}
        value={Math.round(doubt.threshold * 100)}
        label={(value) => `${value} %`}
        thumbLabel={words.threshold}
        onChange={(value) => {
          setAt(null);
          onChange({ ...doubt, threshold: value / 100 });
        }}
      />
      <span className={`${classes['share']} tabular`}>{words.under(share)}</span>
      <SegmentedControl
        size="xs"
        aria-label={words.mode}
        value={doubt.mode}
        data={[
          { value: 'mark', label: words.modes.mark },
          { value: 'hide', label: words.modes.hide },
        ]}
        onChange={(mode) => {
          setAt(null);
          onChange({ ...doubt, mode: mode === 'hide' ? 'hide' : 'mark' });
        }}
      />
      <span role="status" className={`${classes['count']} tabular`}>
        {known === null ? '' : here === null ? words.low(low.length) : words.lowAt(here + 1, low.length)}
      </span>
      <span className={classes['steps']}>
        <Step label={words.previousLow} disabled={low.length === 0} onClick={() => go(-1)}>
          <IconChevronUp size={16} />
        </Step>
        <Step label={words.nextLow} disabled={low.length === 0} onClick={() => go(1)}>
          <IconChevronDown size={16} />
        </Step>
      </span>
    </div>
  );
}

/** A small button of a bar. */
export function Step({
  label,
  ...rest
}: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon className={classes['step'] ?? ''} variant="subtle" color="gray" aria-label={label} {...rest} />
    </Tooltip>
  );
}
