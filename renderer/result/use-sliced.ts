import { useEffect, useMemo, useState } from 'react';
import { beginSliced, finishSliced, type Sliced } from './model/in-slices.ts';

/**
 * What sliced work ends with: with a usual answer at once, with a large one a little later. Until then what it ended with
 * before, null the first time. `begin` has to stay the same function for as long as the work is the same.
 */
export function useSliced<T>(begin: () => Sliced<T>): T | null {
  const begun = useMemo(() => beginSliced(begin()), [begin]);
  const [late, setLate] = useState<{ readonly value: T } | null>(null);
  useEffect(() => {
    if (begun.done) {
      setLate(null);
      return;
    }
    const stop = new AbortController();
    void finishSliced(begun.work, stop.signal).then((end) => {
      if (end) setLate(end);
    });
    return () => stop.abort();
  }, [begun]);
  return (begun.done ?? late)?.value ?? null;
}
