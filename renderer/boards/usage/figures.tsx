import type { ReactNode } from 'react';
import { Info } from './info.tsx';
import classes from './usage-page.module.css';

interface FigureProps {
  readonly name: string;
  readonly topic: string;
  readonly info: string;
  readonly value: string;
  /** The value in full, where it is shown short. */
  readonly full?: string;
  readonly children?: ReactNode;
}

/** One of the four numbers: its name, the number, a line that places it. */
export function Figure({ name, topic, info, value, full, children }: FigureProps) {
  return (
    <div className={classes['figure']}>
      <div className={classes['figureName']}>
        <span>{name}</span>
        <Info name={name} topic={topic}>
          {info}
        </Info>
      </div>
      <p className={`${classes['number']} tabular`} title={full}>
        {value}
      </p>
      <div className={classes['figureSub']}>{children}</div>
    </div>
  );
}

/** How much of something is gone, beside how much of the time is. */
export function ShareBar({
  share,
  time,
  label,
}: {
  readonly share: number;
  readonly time: number | null;
  readonly label: string;
}) {
  const percent = (value: number): string => `${Math.min(100, Math.max(0, value * 100)).toFixed(1)}%`;
  return (
    <div className={classes['share']} role="img" aria-label={label}>
      <div className={classes['shareUsed']} style={{ width: percent(share) }} />
      {time === null ? null : <div className={classes['shareTime']} style={{ left: percent(time) }} />}
    </div>
  );
}
