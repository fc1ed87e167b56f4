import { useEffect, useState } from 'react';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { openPages, type PageSource } from './page-source.ts';

export type Pages =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly source: PageSource }
  /** No picture: the bytes are gone, or the file is damaged. */
  | { readonly state: 'none' };

/** Opens a document's pages and closes them again; `null` where there are no bytes to open. */
export function usePages(bytes: Uint8Array | null, type: DocumentType): Pages {
  const [pages, setPages] = useState<Pages>({ state: 'opening' });
  useEffect(() => {
    let source: PageSource | null = null;
    let over = false;
    setPages({ state: 'opening' });
    const open = async (): Promise<void> => {
      source = bytes ? await openPages(bytes, type) : null;
      if (over) source?.close();
      else setPages(source ? { state: 'open', source } : { state: 'none' });
    };
    // A damaged document has no picture; that it is damaged is what the service is asked.
    open().catch(() => {
      if (!over) setPages({ state: 'none' });
    });
    return () => {
      over = true;
      source?.close();
    };
  }, [bytes, type]);
  return pages;
}
