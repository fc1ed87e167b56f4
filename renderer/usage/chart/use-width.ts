import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Taken while nothing was laid out, as in tests. */
const FALLBACK = 800;

/** The width of an element in whole pixels, known before the first paint and followed from then on. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setWidth(Math.floor(element.getBoundingClientRect().width) || FALLBACK);
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}
