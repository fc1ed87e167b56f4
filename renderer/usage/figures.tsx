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

interface ShareBarProps {
  /** Of what was bought; above 1 once more was used. */
  readonly share: number;
  /** How much of the time is gone; null where that says nothing. */
  readonly time: number | null;
  readonly label: string;
}

/** How much of something is gone, beside how much of the time is. What is above it is striped. */
export function ShareBar({ share, time, label }: ShareBarProps) {
  const whole = Math.max(1, share);
  const percent = (value: number): string => `${Math.max(0, (value / whole) * 100).toFixed(1)}%`;
  return (
    <div className={classes['share']} role="img" aria-label={label}>
      <div className={classes['shareUsed']} style={{ width: percent(Math.min(1, share)) }} />
      {share > 1 ? <div className={classes['shareOver']} style={{ left: percent(1), right: 0 }} /> : null}
      {time === null ? null : <div className={classes['shareTime']} style={{ left: percent(time) }} />}
    </div>
  );
}
