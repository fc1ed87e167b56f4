import { type ReactNode, useRef, useState } from 'react';
import classes from './split.module.css';

interface SplitProps {
  /** What the bar between the two sets, for those who do not see it. */
  readonly label: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
}

/** In percent of the whole; each side keeps what it needs to be of use. */
const LEAST = 30;
const MOST = 75;
const STEP = 4;

/** As the operator left it, for as long as the window is open. */
let remembered = 54;

/** Two parts side by side with a bar between them that is dragged, or moved with the arrow keys. */
export function Split({ label, left, right }: SplitProps) {
  const [share, setShare] = useState(remembered);
  const whole = useRef<HTMLDivElement>(null);
  const set = (next: number): void => {
    remembered = Math.round(Math.min(MOST, Math.max(LEAST, next)));
    setShare(remembered);
  };
  return (
    <div
      ref={whole}
      className={classes['split']}
      style={{ gridTemplateColumns: `minmax(0, ${share}fr) 9px minmax(0, ${100 - share}fr)` }}
    >
      {left}
      {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved */}
      <div
        className={classes['bar']}
        role="separator"
        aria-label={label}
        aria-orientation="vertical"
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={share}
        tabIndex={0}
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={({ currentTarget, pointerId, clientX }) => {
          const frame = whole.current?.getBoundingClientRect();
          if (frame && currentTarget.hasPointerCapture(pointerId)) set(((clientX - frame.left) / frame.width) * 100);
        }}
        onKeyDown={(event) => {
          const next = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: LEAST, End: MOST }[event.key];
          if (next === undefined) return;
          event.preventDefault();
          set(next);
        }}
      />
      {right}
    </div>
  );
}
