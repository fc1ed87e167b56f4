import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { invoiceDeployment } from '../testing/definition.ts';
import { analyse } from './analyse.ts';
import { openSentDocuments, type SentDocuments } from './sent-documents.ts';

const PDF = Uint8Array.from('%PDF-1.7 hello', (letter) => letter.charCodeAt(0));

const deployment: Deployment = { ...invoiceDeployment, id: 'd' };

type Answer = (request: IncomingMessage, response: ServerResponse, turn: number) => void;

let server: Server | null = null;
let folder: string;
let sent: SentDocuments;
const openSent = (): Promise<SentDocuments> =>
  openSentDocuments({
    folder,
    now: () => new Date(),
    failed: (error) => {
      throw error;
    },
  });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-analyse-'));
  sent = await openSent();
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** A service that answers submits and polls as told. */
async function serve(submit: Answer, poll: Answer): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const turns = { submit: 0, poll: 0 };
  const started = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => {
      if (request.method === 'POST') submit(request, response, turns.submit++);
      else poll(request, response, turns.poll++);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { port: (started.address() as AddressInfo).port, asked };
}

const accepted: Answer = (_request, response) =>
  response
    .writeHead(202, {
      'operation-location': 'http://proxy.example/formrecognizer/v2.1/prebuilt/invoice/analyzeResults/abc-123',
    })
    .end();
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const SUCCEEDED = {
  status: 'succeeded',
  analyzeResult: { version: '2.1.0', readResults: [{ page: 1, width: 8.5, height: 11, unit: 'inch', extra: 1 }] },
};
const succeeded = json(200, SUCCEEDED);

const limits = { submitMs: 5000, pollMs: 5000, overallMs: 5000, nonsenseMs: 50, pollEveryMs: [1], backOffMs: [1, 1] };

function run(
  port: number,
  options: {
    bytes?: Uint8Array;
    name?: string;
    pages?: string;
    signal?: AbortSignal;
    overallMs?: number;
    pollMs?: number;
    portOf?: () => Promise<number>;
    /** One that was interrupted, instead of bytes. */
    interrupted?: string;
    deathSince?: () => Promise<Foreseen | null>;
    pauseTrouble?: () => Promise<Foreseen | null>;
    outputTrouble?: () => Promise<Foreseen | null>;
    sendAgain?: boolean;
  } = {},
) {
  const reported: PhasesProgress[] = [];
  const kept: Uint8Array[] = [];
  const ledger: LedgerEntry[] = [];
  const result = analyse(
    {
      deploymentId: 'd',
      document:
        options.interrupted === undefined
          ? { kind: 'bytes', name: options.name ?? 'a.pdf', bytes: options.bytes ?? PDF }
          : { kind: 'interrupted', id: options.interrupted },
      sendAgain: options.sendAgain ?? false,
      includeTextDetails: true,
      pages: options.pages ?? null,
      locale: null,
    },
    {
      signal: options.signal ?? new AbortController().signal,
      report: (progress) => reported.push(progress),
      log: () => undefined,
      leave: () => undefined,
    },
    {
      sent,
      deployment: () => deployment,
      deathSince: options.deathSince ?? (async () => null),
      pauseTrouble: options.pauseTrouble ?? (async () => null),
      outputTrouble: options.outputTrouble ?? (async () => null),
      portOf: options.portOf ?? (async () => port),
      readSample: async () => ({ name: 's', bytes: PDF }),
      keep: (body) => {
        kept.push(body);
        return `r${kept.length}`;
      },
      record: (entry) => ledger.push(entry),
      now: () => new Date(),
      limits: {
        ...limits,
        overallMs: options.overallMs ?? limits.overallMs,
        pollMs: options.pollMs ?? limits.pollMs,
      },
    },
  );
  return { result, reported, kept, ledger };
}

async function failureOf(result: Promise<unknown>): Promise<{ code: string; facts: unknown }> {
  const error = await result.then(
    () => null,
    (rejected: unknown) => rejected,
  );
  if (!(error instanceof Foreseen)) throw new Error(`Not a foreseen failure: ${String(error)}`);
  return { code: error.code, facts: error.facts };
}

describe('analysing a document', () => {
  it('submits, polls on our own address whatever host was named, and keeps the answer as it came', async () => {
    const { port, asked } = await serve(accepted, (request, response, turn) =>
      turn === 0
        ? json(200, { status: 'notStarted' })(request, response, turn)
        : turn === 1
          ? json(200, { status: 'running' })(request, response, turn)
          : succeeded(request, response, turn),
    );
    const { result, reported, kept } = run(port, { pages: '1-2' });
    const body = JSON.stringify(SUCCEEDED);
    expect(await result).toMatchObject({ resultId: 'r1', documentName: 'a.pdf', pages: 1, sizeBytes: body.length });
    expect(new TextDecoder().decode(kept[0])).toBe(body);
    expect(asked[0]).toBe('POST /formrecognizer/v2.1/prebuilt/invoice/analyze?includeTextDetails=true&pages=1-2');
    expect(new Set(asked.slice(1))).toEqual(
      new Set(['GET /formrecognizer/v2.1/prebuilt/invoice/analyzeResults/abc-123']),
    );
    expect(reported.at(-1)?.phases.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('waits and asks again when the service is busy', async () => {
    const { port } = await serve(
      (request, response, turn) =>
        turn < 2 ? json(429, {})(request, response, turn) : accepted(request, response, turn),
      succeeded,
    );
    expect((await run(port).result).feature).toBe('invoice');
  });

  const error = (code: string, message: string) => ({ error: { code, message } });
  it.each([
    ['always busy', json(429, {}), 'service.busy'],
    [
      'a damaged file',
      json(400, error('BadArgument', 'Bad or unrecognizable request JSON or binary file.')),
      'document.damaged',
    ],
    [
      'a protected file',
      json(400, error('BadArgument', 'The document is password protected.')),
      'document.password-protected',
    ],
    ['a bad locale', json(400, error('UnsupportedLocale', 'Locale unsupported.')), 'document.refused'],
    ['the wrong type', json(415, error('415', 'Unsupported')), 'document.wrong-type'],
    ['a crash inside', json(500, error('InternalServerError', 'boom')), 'service.failed'],
    [
      'a helper that is gone',
      json(500, error('500', 'Unhandled exception in OcrHandlerService. Connection refused')),
      'run.helper-missing',
    ],
    ['a web page instead of an answer', ((_q, r) => r.writeHead(500).end('<html>')) as Answer, 'service.nonsense'],
    ['202 without a location', ((_q, r) => r.writeHead(202).end()) as Answer, 'service.nonsense'],
    ['a broken line', ((q) => q.socket.destroy()) as Answer, 'service.unreachable'],
  ] as const)('a submit answered with %s is %s', async (_what, submit, code) => {
    const { port } = await serve(submit, succeeded);
    expect(await failureOf(run(port).result)).toMatchObject({ code });
  });

  it('pages that may not be there are not called a damaged file', async () => {
    const refusal = error('BadArgument', 'Bad or unrecognizable request JSON or binary file.');
    const { port } = await serve(json(400, refusal), succeeded);
    expect(await failureOf(run(port, { pages: '9' }).result)).toMatchObject({ code: 'document.refused' });
  });

  it.each([
    ['no JSON', ((_q, r) => r.writeHead(200).end('ok')) as Answer, 'service.nonsense'],
    ['a status of its own', json(200, { status: 'thinking' }), 'service.nonsense'],
    ['success without a result', json(200, { status: 'succeeded' }), 'service.nonsense'],
    [
      'pages that are no list',
      json(200, { status: 'succeeded', analyzeResult: { version: '2.1.0', readResults: 'none' } }),
      'service.nonsense',
    ],
    ['a result nobody knows', json(404, error('404', 'Not found')), 'document.may-count-twice'],
    [
      'failed',
      json(200, {
        status: 'failed',
        analyzeResult: { version: '2.1.0', readResults: [], errors: [{ code: 'X', message: 'no' }] },
      }),
      'service.failed',
    ],
  ] as const)('a poll answered with %s is %s', async (_what, poll, code) => {
    const { port } = await serve(accepted, poll);
    expect(await failureOf(run(port, { overallMs: 30 }).result)).toMatchObject({ code });
  });

  it.each([
    ['breaks off', (({ socket }) => socket.destroy()) as Answer],
    ['comes too late', (() => undefined) as Answer],
    ['is no JSON', ((_request, response) => response.writeHead(200).end('ok')) as Answer],
    ['is cut in its middle', ((_request, response) => response.end('{"status":"succ')) as Answer],
    ['is an error of the server itself', json(500, { error: { code: '500', message: 'boom' } })],
  ])('one poll that %s does not end an analysis that the service finishes', async (_what, first) => {
    const { port, asked } = await serve(accepted, (request, response, turn) =>
      (turn === 0 ? first : succeeded)(request, response, turn),
    );
    expect(await run(port, { pollMs: 100 }).result).toMatchObject({ pages: 1 });
    expect(asked.filter((one) => one.startsWith('POST'))).toHaveLength(1);
  });

  it('a service that answers nonsense time and again is given up before the time is up', async () => {
    const { port } = await serve(accepted, json(200, { status: 'thinking' }));
    expect(await failureOf(run(port).result)).toMatchObject({ code: 'service.nonsense' });
  });

  it('a container that is gone while its answer is waited for is told at once', async () => {
    const { port } = await serve(accepted, ({ socket }) => {
      gone = true;
      socket.destroy();
    });
    let gone = false;
    const portOf = async (): Promise<number> => {
      if (gone) throw new Foreseen('run.not-running', { image: 'invoice' });
      return port;
    };
    expect(await failureOf(run(port, { portOf }).result)).toMatchObject({ code: 'run.not-running' });
  });

  describe('that nobody takes', () => {
    const nobody: Answer = ({ headers }, response) =>
      response.writeHead(503, { 'drydock-gate': String(headers['drydock-gate']) }).end();

    it('because its container is gone is told as that at once, and is not held for sent', async () => {
      const { port, asked } = await serve(nobody, succeeded);
      let looks = 0;
      const portOf = async (): Promise<number> => {
        if (looks++ > 0) throw new Foreseen('run.not-running', { image: 'invoice' });
        return port;
      };
      expect(await failureOf(run(port, { portOf }).result)).toMatchObject({ code: 'run.not-running' });
      expect(asked).toHaveLength(1);
      expect(sent.list('d')).toEqual([]);
    });

    it('because its container is just starting is sent again, and counts once', async () => {
      const { port } = await serve(
        (request, response, turn) => (turn === 0 ? nobody : accepted)(request, response, turn),
        succeeded,
      );
      const { result, ledger } = run(port);
      expect(await result).toMatchObject({ pages: 1 });
      expect(ledger).toHaveLength(2); // taken, and known
    });

    it('time and again though its container runs is told as out of reach', async () => {
      const { port, asked } = await serve(nobody, succeeded);
      expect(await failureOf(run(port).result)).toMatchObject({ code: 'service.unreachable' });
      expect(asked).toHaveLength(limits.backOffMs.length + 1);
    });
  });

  describe('whose service fails', () => {
    const failed = json(200, { status: 'failed', analyzeResult: { errors: [{ code: 'X', message: 'no' }] } });
    const full = new Foreseen('disk.full', { place: '/o' });

    it('because its output folder is full is told as that, and stays failed in the ledger', async () => {
      const { port } = await serve(accepted, failed);
      const { result, ledger } = run(port, { outputTrouble: async () => full });
      expect(await failureOf(result)).toEqual({ code: 'disk.full', facts: { place: '/o' } });
      expect(ledger).toMatchObject([{ outcome: 'unknown' }, { outcome: 'failed' }]);
      expect(sent.list('d')).toEqual([]);
    });

    it('because a container is paused is told as that; what may count twice is still said as such', async () => {
      const pauseTrouble = async () => new Foreseen('run.paused', { name: 'drydock-d-invoice' });
      const { port } = await serve(accepted, failed);
      expect(await failureOf(run(port, { pauseTrouble }).result)).toEqual({
        code: 'run.paused',
        facts: { name: 'drydock-d-invoice' },
      });
      const other = await serve(accepted, json(404, { error: { code: '404', message: 'Not found' } }));
      expect(await failureOf(run(other.port, { pauseTrouble }).result)).toMatchObject({
        code: 'document.may-count-twice',
      });
    });

    it('while the engine does not answer is told in the words of the service', async () => {
      const { port } = await serve(accepted, failed);
      const outputTrouble = async (): Promise<never> => {
        throw new Foreseen('engine.unreachable', { host: 'x' });
      };
      expect(await failureOf(run(port, { outputTrouble }).result)).toMatchObject({ code: 'service.failed' });
    });

    it('because it was killed for its memory is told as that, and its result as lost', async () => {
      const { port } = await serve(accepted, json(404, { error: { code: '404', message: 'Not found' } }));
      const killed = { image: 'invoice', memoryBytes: 1, enoughBytes: 2 } as const;
      const deathSince = async () => new Foreseen('document.killed-service', killed);
      expect(await failureOf(run(port, { deathSince }).result)).toMatchObject({ code: 'document.killed-service' });
      expect(sent.list('d')).toMatchObject([{ state: 'forgotten' }]);
      expect(await failureOf(run(port).result)).toMatchObject({ code: 'document.may-count-twice' });
    });
  });

  it('an answer that is damaged here and there is an answer all the same', async () => {
    const analyzeResult = { version: 7, readResults: [{ lines: 'none' }, null], documentResults: 3 };
    const { port } = await serve(accepted, json(200, { status: 'succeeded', analyzeResult }));
    expect(await run(port).result).toMatchObject({ pages: 2 });
  });

  describe('the ledger', () => {
    /** A document stands in it from when the service took it; its end says so again, for the same instant. */
    const taken = { outcome: 'unknown', pages: null };

    it('has what the service took and answered, with its pages', async () => {
      const { port } = await serve(accepted, succeeded);
      const { result, ledger } = run(port);
      await result;
      const entry = { deploymentId: 'd', feature: 'invoice', from: 'analyse' };
      expect(ledger).toMatchObject([
        { ...entry, ...taken },
        { ...entry, outcome: 'succeeded', pages: 1 },
      ]);
      expect(ledger[1]?.sentAt).toBe(ledger[0]?.sentAt);
    });

    it('has nothing of what the service refused', async () => {
      const { port } = await serve(json(415, error('415', 'Unsupported')), succeeded);
      const { result, ledger } = run(port);
      await failureOf(result);
      expect(ledger).toEqual([]);
    });

    const failed = json(200, { status: 'failed', analyzeResult: { errors: [{ code: 'X', message: 'no' }] } });
    const gone = json(404, error('404', 'Not found'));
    it.each([
      ['failed', failed, 'failed'],
      ['is not known any more', gone, 'unknown'],
      ['answers nonsense', json(200, { status: 'thinking' }), 'unknown'],
      ['breaks off', ((q) => q.socket.destroy()) as Answer, 'unknown'],
    ] as const)('has one that %s', async (_what, poll, outcome) => {
      const { port } = await serve(accepted, poll);
      const { result, ledger } = run(port, { overallMs: 30 });
      await failureOf(result);
      expect(ledger).toMatchObject(outcome === 'unknown' ? [taken] : [taken, { outcome, pages: null }]);
    });

    it('has a cancelled one as unknown: it may have counted', async () => {
      const controller = new AbortController();
      const { port } = await serve(accepted, () => controller.abort(new DOMException('Cancelled', 'AbortError')));
      const { result, ledger } = run(port, { signal: controller.signal });
      await expect(result).rejects.toThrow('Cancelled');
      expect(ledger).toMatchObject([taken]);
    });
  });

  describe('one that was interrupted', () => {
    const noted = async (): Promise<{ route: string | null }[]> =>
      JSON.parse(await readFile(join(folder, 'sent-documents.json'), 'utf8')).entries;
    const posts = (asked: readonly string[]): number => asked.filter((one) => one.startsWith('POST')).length;
    /** What the next start of the app finds. */
    async function restarted(): Promise<void> {
      await sent.close();
      sent = await openSent();
    }
    /** Interrupts an analysis at its first poll, or at its request. */
    async function interrupt(at: 'poll' | 'submit', then: Answer = succeeded) {
      const controller = new AbortController();
      const stop = (): void => controller.abort(new DOMException('Drydock is closing', 'AbortError'));
      const served = await serve(
        (request, response, turn) => (at === 'submit' && turn === 0 ? stop() : accepted(request, response, turn)),
        (request, response, turn) => (at === 'poll' && turn === 0 ? stop() : then(request, response, turn)),
      );
      await expect(run(served.port, { signal: controller.signal }).result).rejects.toThrow('closing');
      await restarted();
      return served;
    }

    it('has where its result is on the disk before anything is asked there', async () => {
      const seen: unknown[] = [];
      const { port } = await serve(
        async (request, response, turn) => {
          seen.push(await noted());
          accepted(request, response, turn);
        },
        async (request, response, turn) => {
          seen.push(await noted());
          succeeded(request, response, turn);
        },
      );
      await run(port).result;
      expect(seen).toMatchObject([
        [{ route: null, documentName: 'a.pdf' }],
        [{ route: expect.stringMatching(/abc-123$/) }],
      ]);
      expect(await noted()).toEqual([]);
    });

    it('is told at the next start, and its result is asked for without sending it', async () => {
      const { port, asked } = await interrupt('poll');
      expect(sent.notices).toMatchObject([{ code: 'document.interrupted', facts: { name: 'a.pdf', others: 0 } }]);
      const [one] = sent.list('d');
      expect(one).toMatchObject({ documentName: 'a.pdf', state: 'accepted' });
      expect(await run(port, { interrupted: one?.id ?? '' }).result).toMatchObject({ documentName: 'a.pdf', pages: 1 });
      expect(posts(asked)).toBe(1);
      expect([sent.list('d'), await noted()]).toEqual([[], []]);
    });

    it('is taken up where the same document is analysed once more, and stands in the ledger once', async () => {
      const { port, asked } = await interrupt('poll');
      const { result, ledger } = run(port);
      expect(await result).toMatchObject({ pages: 1 });
      expect(posts(asked)).toBe(1);
      expect(ledger).toMatchObject([{ outcome: 'succeeded', pages: 1 }]);
    });

    it('is another one where other pages are asked for', async () => {
      const { port, asked } = await interrupt('poll');
      await run(port, { pages: '1' }).result;
      expect(posts(asked)).toBe(2);
    });

    it('at its request is sent again only by an operator who knows that its pages may count twice', async () => {
      const { port, asked } = await interrupt('submit');
      expect(sent.list('d')).toMatchObject([{ state: 'unknown' }]);
      expect(await failureOf(run(port).result)).toMatchObject({
        code: 'document.may-count-twice',
        facts: { name: 'a.pdf', pages: null, why: 'no-answer' },
      });
      expect(posts(asked)).toBe(1);
      expect(await run(port, { sendAgain: true }).result).toMatchObject({ pages: 1 });
      expect([sent.list('d'), await noted()]).toEqual([[], []]);
    });

    it('and that the service does not know any more is told as lost, and sent again only when that was read', async () => {
      const { port, asked } = await interrupt('poll', json(404, error('404', 'Not found')));
      const lost = { code: 'document.may-count-twice', facts: { why: 'forgotten' } };
      expect(await failureOf(run(port).result)).toMatchObject(lost);
      await restarted();
      expect(sent.list('d')).toMatchObject([{ state: 'forgotten' }]);
      expect(await failureOf(run(port).result)).toMatchObject(lost);
      expect(await failureOf(run(port, { interrupted: sent.list('d')[0]?.id ?? '' }).result)).toMatchObject(lost);
      expect(posts(asked)).toBe(1);
      await failureOf(run(port, { sendAgain: true }).result);
      expect(posts(asked)).toBe(2);
    });

    it('and that is put away is not there any more', async () => {
      await interrupt('poll');
      await sent.putAway(sent.list('d')[0]?.id ?? '');
      await restarted();
      expect(sent.list('d')).toEqual([]);
      expect(sent.notices).toEqual([]);
    });

    it('is not sent at all where that cannot be noted', async () => {
      const { port, asked } = await serve(accepted, succeeded);
      await rm(folder, { recursive: true });
      expect(await failureOf(run(port).result)).toMatchObject({ code: 'file.not-written' });
      expect(asked).toEqual([]);
    });
  });

  it('one that never ends is given up with its name', async () => {
    const { port } = await serve(accepted, json(200, { status: 'running' }));
    expect(await failureOf(run(port, { overallMs: 30 }).result)).toMatchObject({ code: 'service.too-slow' });
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'document.empty'],
    ['a text file', Uint8Array.of(1, 2, 3), 'document.wrong-type'],
  ])('%s is refused before anything is sent', async (_what, bytes, code) => {
    const { port, asked } = await serve(accepted, succeeded);
    expect(await failureOf(run(port, { bytes, name: 'x' }).result)).toEqual({ code, facts: { name: 'x' } });
    expect(asked).toEqual([]);
  });

  it('a cancel ends the wait at once', async () => {
    const controller = new AbortController();
    const { port } = await serve(accepted, () => controller.abort(new DOMException('Cancelled', 'AbortError')));
    await expect(run(port, { signal: controller.signal }).result).rejects.toThrow('Cancelled');
  });
});
