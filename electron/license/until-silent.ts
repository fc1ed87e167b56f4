import type { Readable } from 'node:stream';
import { Foreseen } from '#shared/failures/failure.ts';

const SILENT_MS = 60_000;
const LOOK_MS = 500;

/** A stream of the engine, which breaks off with the signal, and with `engine.slow` once nothing has come for too long. */
export function untilSilent(stream: Readable, signal: AbortSignal, silentMs = SILENT_MS): Readable {
  let cameAt = performance.now();
  stream.on('data', () => {
    cameAt = performance.now();
  });
  const aborted = (): void => void stream.destroy(signal.reason);
  // Whoever takes it may be slow: what is held back for that is no silence.
  const timer = setInterval(() => {
    if (stream.isPaused()) cameAt = performance.now();
    if (performance.now() - cameAt > silentMs)
      stream.destroy(new Foreseen('engine.slow', { seconds: silentMs / 1000 }));
  }, LOOK_MS);
  signal.addEventListener('abort', aborted, { once: true });
  stream.once('close', () => {
    clearInterval(timer);
    signal.removeEventListener('abort', aborted);
  });
  return stream;
}
