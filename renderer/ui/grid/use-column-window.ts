import { useCallback, useEffect, useRef, useState } from 'react';

/** Columns drawn beyond each edge, so that a step of the arrow keys or the wheel finds them there. */
const BEYOND = 2;

interface Window {
  /** The first and the last column drawn besides the very first, which always is. */
  readonly from: number;
  readonly to: number;
}

/** Which columns are in sight, from how far the box is scrolled. Changes only when another column comes into sight. */
export function useColumnWindow(box: HTMLElement | null, widths: readonly number[]) {
  const [shown, setShown] = useState<Window>({ from: 1, to: 24 });
  const known = useRef(widths);
  known.current = widths;
  const look = useCallback(() => {
    if (!box) return;
    const next = inSight(known.current, box.scrollLeft, box.clientWidth);
    setShown((before) => (before.from === next.from && before.to === next.to ? before : next));
  }, [box]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns may be in sight with other widths
  useEffect(look, [look, widths]);
  useEffect(() => {
    if (!box) return;
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => observer.disconnect();
  }, [box, look]);
  return { shown, look };
}

/** The columns between `left` and `left + width`, past the first, which covers what is under it. */
export function inSight(widths: readonly number[], left: number, width: number): Window {
  const [sticky = 0] = widths;
  let edge = sticky;
  let from = widths.length;
  let to = 0;
  for (let at = 1; at < widths.length; at += 1) {
    const right = edge + (widths[at] ?? 0);
    if (right > left + sticky && edge < left + width) {
      from = Math.min(from, at);
      to = at;
    }
    edge = right;
  }
  return { from: Math.max(1, from - BEYOND), to: Math.min(widths.length - 1, to + BEYOND) };
}
