import type { ReadPage, Table } from '../wire/answer.ts';

/** One page as it was read, with the tables found on it. */
export interface PageContent {
  readonly page: ReadPage;
  readonly tables: readonly Table[];
}

export interface ReadOptions {
  readonly readingOrder: 'basic' | 'natural';
}

/** A document that could be opened. `close` frees what it holds. */
export interface OpenDocument {
  readonly pageCount: number;
  /** The page's size in its own unit; fails with a `Refusal` if the page is beyond the limits. */
  checkPage(page: number): Promise<void>;
  readPage(page: number, options: ReadOptions): Promise<PageContent>;
  close(): Promise<void>;
}
