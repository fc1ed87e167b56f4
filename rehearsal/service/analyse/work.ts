import type { Log } from '../console/log.ts';
import { type FeatureFacts, features } from '../features.ts';
import { documentsOf } from '../fields/documents.ts';
import { messageOf } from '../files/errors.ts';
import { askHelper, HelperFailure } from '../helpers/helper-client.ts';
import type { OpenDocument, PageContent } from '../reader/reader.ts';
import type { Reading } from '../reader/thread/reading.ts';
import type { Feature } from '../settings/image-identity.ts';
import type { Settings } from '../settings/settings.ts';
import type { UsageStore } from '../usage/records.ts';
import type { AnalyzeResult } from '../wire/answer.ts';
import type { SubmittedDocument } from './document.ts';
import type { Outcome } from './jobs.ts';
import type { Parameters } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { layoutResult, prebuiltResult, readResult } from './results.ts';

export interface Task {
  readonly document: SubmittedDocument;
  readonly open: OpenDocument;
  readonly pages: readonly number[];
  readonly parameters: Parameters;
  readonly recordUsage: boolean;
}

export interface Workshop {
  readonly feature: Feature;
  readonly facts: FeatureFacts;
  readonly settings: Settings;
  readonly reading: Reading;
  readonly usage: UsageStore;
  readonly log: Log;
  readonly now: () => Date;
}

/** Page numbers as a `pages` parameter: `[1, 2, 3, 7]` is `1-3,7`. */
export function pagesParameter(pages: readonly number[]): string {
  const stretches: [number, number][] = [];
  for (const page of pages) {
    const last = stretches.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else stretches.push([page, page]);
  }
  return stretches.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

async function readPages({ open, pages, parameters }: Task): Promise<readonly PageContent[]> {
  const read: PageContent[] = [];
  for (const page of pages) read.push(await open.readPage(page, { readingOrder: parameters.readingOrder }));
  return read;
}

async function prebuilt(task: Task, helper: 'layout' | 'read', shop: Workshop): Promise<AnalyzeResult> {
  const host = helper === 'layout' ? shop.settings.layoutHost : shop.settings.readHost;
  if (host === null) {
    const name = helper === 'layout' ? 'AzureCognitiveServiceLayoutHost' : 'AzureCognitiveServiceReadHost';
    throw new HelperFailure(`${name} is not set.`, true);
  }
  const whole = task.pages.length === task.open.pageCount;
  const asked = whole || task.document.type !== 'application/pdf' ? null : pagesParameter(task.pages);
  const answer = await askHelper(host, features[helper], task.document, asked);
  const documents = documentsOf(shop.feature, answer, {
    locale: task.parameters.locale,
    year: shop.now().getUTCFullYear(),
  });
  return prebuiltResult(answer, documents, { details: task.parameters.includeTextDetails, facts: shop.facts });
}

async function resultOf(task: Task, shop: Workshop): Promise<AnalyzeResult> {
  if (shop.facts.helper !== null) return prebuilt(task, shop.facts.helper, shop);
  const pages = await readPages(task);
  return shop.feature === 'read' ? readResult(pages) : layoutResult(pages);
}

function failed(error: unknown, { log, facts }: Workshop): Outcome {
  if (error instanceof HelperFailure) {
    const message = `Unhandled exception in OcrHandlerService. System.Net.Http.HttpRequestException: ${error.message}`;
    log.fail(facts.serviceName, message);
    return { ok: false, errors: [{ code: 'InternalServerError', message }] };
  }
  if (error instanceof Refusal) return { ok: false, errors: [{ code: error.code, message: error.message }] };
  log.fail(facts.serviceName, `Unhandled exception. ${error instanceof Error ? error.stack : messageOf(error)}`);
  return { ok: false, errors: [{ code: 'InternalServerError', message: 'An unexpected error occurred.' }] };
}

/**
 * Does the work of a job and records its usage before the result can be seen, so that nothing read goes uncounted. Never
 * throws: what goes wrong is the job's outcome.
 */
export async function runTask(task: Task, shop: Workshop): Promise<Outcome> {
  try {
    const result = await resultOf(task, shop);
    if (task.recordUsage) {
      await shop.usage.add({ at: shop.now().toISOString(), meter: shop.facts.meter, quantity: task.pages.length });
    }
    return { ok: true, result };
  } catch (error) {
    return failed(error, shop);
  } finally {
    await task.open.close();
  }
}
