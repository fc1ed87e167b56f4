/** A signal that ends `afterMs` after the other one did, with its reason. */
export function endLater(signal: AbortSignal, afterMs: number): AbortSignal {
  const later = new AbortController();
  const end = (): void => void setTimeout(() => later.abort(signal.reason), afterMs).unref();
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return later.signal;
}
