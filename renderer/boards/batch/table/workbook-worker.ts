// Writes one workbook off the window's thread: thousands of documents take seconds.
import { type Sheet, writeWorkbook } from '#shared/exports/workbook.ts';

export type FromWorkbookWorker =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string };

const say = (message: FromWorkbookWorker): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<readonly Sheet[]>) => {
  writeWorkbook(data).then(
    (bytes) => say({ ok: true, bytes }),
    (error: unknown) => say({ ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
});
