import type { Sheet } from '#shared/exports/workbook.ts';
import type { FromWorkbookWorker } from './workbook-worker.ts';

/** The bytes of a workbook of these sheets, written in a worker of its own. Rejects when the worker fails. */
export function writeAside(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), { type: 'module', name: 'workbook' });
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorkbookWorker>) => {
      if (data.ok) resolve(data.bytes);
      else reject(new Error(data.message));
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'the worker broke off')));
    worker.postMessage(sheets);
  }).finally(() => worker.terminate());
}
