import { randomUUID } from 'node:crypto';
import { readBody } from '../http/body.ts';
import { type Answer, type Call, errorAnswer } from '../http/exchange.ts';
import type { OpenDocument } from '../reader/reader.ts';
import type { Switches } from '../settings/switches.ts';
import { runOutOfMemory } from '../start/memory.ts';
import { documentIn, LARGEST_DOCUMENT_BYTES, type SubmittedDocument } from './document.ts';
import type { Jobs, JobTimes } from './jobs.ts';
import { type Parameters, pagesWithin, parseParameters } from './parameters.ts';
import { badArgument, Refusal } from './refusal.ts';
import { runTask, type Workshop } from './work.ts';

const NOT_STARTED_MS = 150;
const RUNNING_MS = 300;
const SLOW_MS = 20_000;
const NEVER_MS = 2 ** 31 - 1;
const MOST_PAGES = 2000;

export interface SubmitRoute {
  readonly shop: Workshop;
  readonly jobs: Jobs;
  readonly switches: () => Promise<Switches>;
  readonly isReady: () => boolean;
  readonly exit: (code: number) => void;
}

async function checkedPages(open: OpenDocument, parameters: Parameters, most: number): Promise<readonly number[]> {
  const pages = pagesWithin(parameters.pages, open.pageCount);
  if (pages.length === 0) throw badArgument(`The document has ${open.pageCount} pages; none of those asked for.`);
  if (pages.length > most) {
    throw new Refusal(400, 'InvalidImage', `The document has ${pages.length} pages; ${most} can be analysed.`);
  }
  for (const page of pages) await open.checkPage(page);
  return pages;
}

function timesOf({ analyze, notStartedMs, runningMs, slowMs }: Switches): JobTimes {
  const slow = analyze === 'slow' ? (slowMs ?? SLOW_MS) : RUNNING_MS;
  return {
    notStartedMs: notStartedMs ?? NOT_STARTED_MS,
    runningMs: analyze === 'never' ? NEVER_MS : (runningMs ?? slow),
  };
}

/** Answers that switches give instead of the real one; null where none is thrown. */
async function switchedAnswer({ analyze }: Switches, exit: (code: number) => void): Promise<Answer | null> {
  switch (analyze) {
    case '500':
      return errorAnswer(500, 'InternalServerError', 'An unexpected error occurred.');
    case '429': {
      const busy = errorAnswer(429, '429', 'Too many requests. Please retry after 1 second.');
      return { ...busy, headers: { ...busy.headers, 'retry-after': '1' } };
    }
    case 'drop':
      return { status: 0, close: true };
    case 'nonsense':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>It works!</body></html>' };
    case 'oom':
      return runOutOfMemory();
    case 'exit':
      exit(70);
      return { status: 0, close: true };
    default:
      return null;
  }
}

function accept(route: SubmitRoute, call: Call, switches: Switches, id: string): Answer {
  const host = switches.analyze === 'foreign-location' ? 'form-recognizer.internal:5000' : call.host;
  const location = `http://${host}${route.shop.facts.resultPath}/${id}`;
  const named = switches.analyze === 'no-location' ? {} : { 'operation-location': location };
  return { status: 202, headers: { ...named, 'apim-request-id': id }, body: '' };
}

async function take(route: SubmitRoute, call: Call, switches: Switches): Promise<Answer> {
  const { shop, jobs } = route;
  const { feature, facts, settings } = shop;
  const parameters = parseParameters(call.url.searchParams, facts);
  const body = await readBody(call.request, LARGEST_DOCUMENT_BYTES);
  const wanted = { feature, inputMount: settings.inputMount };
  const document: SubmittedDocument = await documentIn(body, call.request.headers['content-type'], wanted);
  const open = await shop.reading.open(document.bytes, document.type);
  let pages: readonly number[];
  try {
    pages = await checkedPages(open, parameters, switches.maxPages ?? MOST_PAGES);
  } catch (error) {
    await open.close();
    throw error;
  }
  const recordUsage = switches.usage !== 'not-recorded';
  const id = jobs.add(async () => {
    if (switches.analyze !== 'fail') return runTask({ document, open, pages, parameters, recordUsage }, shop);
    await open.close();
    return { ok: false, errors: [{ code: 'InternalServerError', message: 'The analysis failed, as a switch says.' }] };
  }, timesOf(switches));
  shop.log.info(facts.serviceName, `Analysis ${id} accepted: ${pages.length} of ${open.pageCount} pages.`);
  return accept(route, call, switches, id);
}

/** The POST that takes a document in: 202 and where the result will be, or a refusal in the vendor's shape. */
export function submitHandler(route: SubmitRoute): (call: Call) => Promise<Answer> {
  const { shop } = route;
  return async (call) => {
    const switches = await route.switches();
    const switched = await switchedAnswer(switches, route.exit);
    if (switched) {
      if (!switched.close) await readBody(call.request, LARGEST_DOCUMENT_BYTES);
      return switched;
    }
    if (!route.isReady()) {
      await readBody(call.request, LARGEST_DOCUMENT_BYTES);
      return errorAnswer(503, 'ServiceUnavailable', 'The service is not ready yet.');
    }
    try {
      return await take(route, call, switches);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!call.request.complete) await readBody(call.request, LARGEST_DOCUMENT_BYTES);
      return errorAnswer(error.status, error.code, error.message, shop.facts.innerError ? randomUUID() : null);
    }
  };
}
