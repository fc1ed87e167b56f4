import { useEffect, useState } from 'react';

/** The current time in milliseconds, renewed every `everyMs`, for texts such as "no data for 15 s". */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
