import { useEffect, useRef, useState } from 'react';

/** The newest value, but never another one within `everyMs` of the last: for what takes long to be reckoned anew. */
export function useSeldom<T>(value: T, everyMs: number): T {
  const [taken, setTaken] = useState(value);
  const takenAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, takenAt.current + everyMs - performance.now());
    const timer = setTimeout(() => {
      takenAt.current = performance.now();
      setTaken(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return taken;
}
