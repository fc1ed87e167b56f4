import type { Step } from './steps.ts';

/** Every place of the app. */
export const paths = {
  welcome: '/welcome',
  host: '/host',
  create: '/new',
  tasks: '/tasks',
  alerts: '/alerts',
  settings: '/settings',
  usageOverview: '/usage',
  /** What the numbers mean; `topic` is a heading of that page. */
  numbers: (topic: string): string => `/usage/numbers/${topic}`,
  deployment: (id: string): string => `/d/${id}`,
  renewal: (id: string): string => `/d/${id}/renewal`,
  step: (id: string, step: Step): string => `/d/${id}/${step}`,
  batchPattern: '/d/:id/batch/:batchId?/:view?/:item?/:at?',
  batches: (id: string): string => `/d/${id}/batch`,
  batch: (id: string, batchId: string, view: 'documents' | 'compare' = 'documents'): string =>
    `/d/${id}/batch/${batchId}/${view}`,
  /** A document of a batch; `at` is a field to begin with. A difference leads back to the comparison. */
  batchDocument: (id: string, batchId: string, row: BatchRow, at?: string, view = DOCUMENT): string =>
    `/d/${id}/batch/${batchId}/${view}/${inPath(`${row.part}/${row.itemId}`)}${at === undefined ? '' : `/${inPath(at)}`}`,
} as const;

/** The views of one document: opened from the table, or from a difference of the comparison. */
export const DOCUMENT = 'document';
export const DIFFERENCE = 'difference';

export interface BatchRow {
  readonly itemId: string;
  readonly part: number;
}

/** Twice, because the router takes one layer off before it looks for slashes. */
const inPath = (text: string): string => encodeURIComponent(encodeURIComponent(text));

/** What a part of a path was made from; empty where it was made by nobody here. */
export function fromPath(part: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(part));
  } catch {
    // A path typed by hand; there is nothing at it.
    return '';
  }
}
