// For tests: a service that keeps the outward contract as far as a batch needs it, counts what it is sent, and misbehaves
// as told. A document is a PDF header and its name, so that the service knows which it was given.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a submit instead of being taken. */
export type Refusal =
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly retryAfter?: string }
  | { readonly kind: 'broken' }
  /** As a gate tells that nobody takes it. */
  | { readonly kind: 'nobody' };

/** How the job of a document that was taken goes; `helper-gone`: it fails because a helper does not answer. */
export type Course = 'well' | 'failed' | 'helper-gone' | 'forgotten' | 'never';

export interface FakeService {
  readonly port: number;
  /** Names of documents in the order in which they were submitted, refused ones included. */
  readonly submitted: readonly string[];
  /** Names of those that were taken. */
  readonly taken: readonly string[];
  readonly polls: () => number;
  /** The most that were worked on at once. */
  readonly mostInHand: () => number;
  readonly inHand: () => number;
  /** Ends as soon as so many documents were taken. */
  readonly whenTaken: (count: number) => Promise<void>;
  /** Hangs up on all and listens no more until the answer is called; it remembers what it took. */
  readonly leave: () => Promise<() => Promise<void>>;
  /** Hangs up on all and listens no more. */
  readonly close: () => Promise<void>;
}

export interface FakeOptions {
  readonly port?: number;
  /** How long the work at a document takes. */
  readonly milliseconds?: number | ((name: string) => number);
  /** The work at a document does not end before this does. */
  readonly until?: (name: string) => Promise<void> | null;
  /** So many are worked on at once; the others wait. */
  readonly workers?: number;
  /** More than so many in hand are refused with 429. */
  readonly most?: number;
  readonly retryAfter?: string;
  /** Headers of the answer to a question whose document is still being worked on. */
  readonly whileRunning?: Readonly<Record<string, string>>;
  /** `times`: how often this document was submitted before. */
  readonly refuse?: (name: string, times: number) => Refusal | null;
  readonly course?: (name: string, times: number) => Course;
  readonly analyzeResult?: (name: string) => unknown;
}

/** Something that work can wait for until it is opened. */
export function closedGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const NAME = /name:(.*)$/s;

/** The bytes of a document that the fake service knows by its name. */
export const fakeDocument = (name: string, padding = 0, pages = 1): Buffer =>
  Buffer.from(`%PDF-1.7\n${'.'.repeat(padding)}\n${'/Type /Page\n'.repeat(pages)}name:${name}`);

const answerOf = (name: string): unknown => ({
  version: '2.1.0',
  readResults: [{ page: 1, angle: 0, width: 8.5, height: 11, unit: 'inch', lines: [] }],
  documentResults: [
    {
      docType: 'prebuilt:invoice',
      pageRange: [1, 1],
      fields: { InvoiceId: { type: 'string', valueString: name, text: name, confidence: 0.9 } },
    },
  ],
});

/** Starts the service on a free loopback port, or on the one given. */
export async function startFakeService(options: FakeOptions = {}): Promise<FakeService> {
  const { milliseconds = 5, workers = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY } = options;
  const submitted: string[] = [];
  const taken: string[] = [];
  const jobs = new Map<string, { readonly name: string; readonly course: Course; done: boolean }>();
  const line: (() => void)[] = [];
  const waiters: { readonly count: number; readonly resolve: () => void }[] = [];
  let working = 0;
  let inHand = 0;
  let mostInHand = 0;
  let polls = 0;
  const timers = new Set<NodeJS.Timeout>();

  function work(name: string, finished: () => void): void {
    working += 1;
    const takes = typeof milliseconds === 'function' ? milliseconds(name) : milliseconds;
    const timer = setTimeout(async () => {
      timers.delete(timer);
      await options.until?.(name);
      working -= 1;
      finished();
      line.shift()?.();
    }, takes);
    timers.add(timer);
  }

  function take(name: string, times: number, response: ServerResponse): void {
    // As the service's own: no other instance has it, so that one which was started again does not know it.
    const id = randomUUID();
    const job = { name, course: options.course?.(name, times) ?? 'well', done: false };
    jobs.set(id, job);
    taken.push(name);
    inHand += 1;
    mostInHand = Math.max(mostInHand, inHand);
    const start = (): void =>
      work(name, () => {
        job.done = true;
        inHand -= 1;
      });
    if (working < workers) start();
    else line.push(start);
    response.writeHead(202, {
      'operation-location': `http://x/formrecognizer/v2.1/prebuilt/invoice/analyzeResults/${id}`,
    });
    response.end();
    for (const waiter of waiters) if (taken.length >= waiter.count) waiter.resolve();
  }

  const json = (
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  const failedWith = (message: string) => ({
    status: 'failed',
    analyzeResult: { version: '2.1.0', readResults: [], errors: [{ code: 'X', message }] },
  });
  const error = (code: string) => ({ error: { code, message: `It says ${code}.` } });

  function submit(body: Buffer, word: string, response: ServerResponse) {
    const name = NAME.exec(body.toString('utf8'))?.[1] ?? '?';
    const times = submitted.filter((one) => one === name).length;
    submitted.push(name);
    const refusal = options.refuse?.(name, times) ?? null;
    if (refusal?.kind === 'broken') return void response.socket?.destroy();
    if (refusal?.kind === 'nobody') return void response.writeHead(503, { 'drydock-gate': word }).end();
    if (refusal?.kind === 'status')
      return json(
        response,
        refusal.status,
        error(refusal.code ?? String(refusal.status)),
        headersOf(refusal.retryAfter),
      );
    if (inHand >= most) return json(response, 429, error('429'), headersOf(options.retryAfter));
    take(name, times, response);
  }

  function poll(id: string, response: ServerResponse) {
    polls += 1;
    const job = jobs.get(id);
    if (!job || job.course === 'forgotten') return json(response, 404, error('NotFound'));
    if (!job.done || job.course === 'never') return json(response, 200, { status: 'running' }, options.whileRunning);
    if (job.course === 'helper-gone')
      return json(response, 200, failedWith('HttpRequestException: Connection refused'));
    if (job.course === 'failed') return json(response, 200, failedWith('no'));
    json(response, 200, { status: 'succeeded', analyzeResult: (options.analyzeResult ?? answerOf)(job.name) });
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'POST') submit(Buffer.concat(chunks), String(request.headers['drydock-gate']), response);
      else if (request.url === '/ready') json(response, 200, { ready: 'ready' });
      else poll(request.url?.split('/').at(-1) ?? '', response);
    });
  });
  server.keepAliveTimeout = 60_000;
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
  const hangUp = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async leave() {
      await hangUp();
      return () => listen(port);
    },
    submitted,
    taken,
    polls: () => polls,
    mostInHand: () => mostInHand,
    inHand: () => inHand,
    whenTaken: (count) =>
      taken.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiters.push({ count, resolve });
          }),
    async close() {
      for (const timer of timers) clearTimeout(timer);
      if (server.listening) await hangUp();
    },
  };
}

const headersOf = (retryAfter: string | undefined): Record<string, string> =>
  retryAfter === undefined ? {} : { 'retry-after': retryAfter };
