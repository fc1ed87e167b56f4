import { useEffect, useRef } from 'react';
import classes from './log-view.module.css';

interface LogViewProps {
  readonly label: string;
  readonly text: string;
  readonly empty: string;
  readonly heightPx?: number;
}

/** A log that follows its end while the reader is at the end, and stays put while they read further up. */
export function LogView({ label, text, empty, heightPx = 220 }: LogViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows each new text
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  return (
    <div
      ref={box}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable text has to be reachable by keyboard
      tabIndex={0}
      className={classes['log']}
      style={{ '--log-height': `${heightPx}px` } as React.CSSProperties}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        atEnd.current = scrollTop + clientHeight >= scrollHeight - 8;
      }}
    >
      {text === '' ? <span className={classes['empty']}>{empty}</span> : text}
    </div>
  );
}
