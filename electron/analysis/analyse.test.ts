import { describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  accepted,
  failureOf,
  json,
  placeForEach,
  posts,
  refusal,
  SUCCEEDED,
  succeeded,
} from './testing/place.ts';

const { serve, run } = placeForEach();

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

  it.each([
    ['always busy', json(429, {}), 'service.busy'],
    [
      'a damaged file',
      json(400, refusal('BadArgument', 'Bad or unrecognizable request JSON or binary file.')),
      'document.damaged',
    ],
    [
      'a protected file',
      json(400, refusal('BadArgument', 'The document is password protected.')),
      'document.password-protected',
    ],
    ['a bad locale', json(400, refusal('UnsupportedLocale', 'Locale unsupported.')), 'document.refused'],
    ['the wrong type', json(415, refusal('415', 'Unsupported')), 'document.wrong-type'],
    ['a crash inside', json(500, refusal('InternalServerError', 'boom')), 'service.failed'],
    [
      'a helper that is gone',
      json(500, refusal('500', 'Unhandled exception in OcrHandlerService. Connection refused')),
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
    const damaged = refusal('BadArgument', 'Bad or unrecognizable request JSON or binary file.');
    const { port } = await serve(json(400, damaged), succeeded);
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
    ['a result nobody knows', json(404, refusal('404', 'Not found')), 'document.may-count-twice'],
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

  it('a service that is busy for long does not end an analysis that it finishes', async () => {
    const { port, asked } = await serve(accepted, (request, response, turn) =>
      (turn < 8 ? json(429, {}) : succeeded)(request, response, turn),
    );
    expect(await run(port).result).toMatchObject({ pages: 1 });
    expect(posts(asked)).toBe(1);
  });

  it('one that is busy until the time is up is told as that', async () => {
    const { port } = await serve(accepted, json(429, {}));
    expect(await failureOf(run(port, { overallMs: 30 }).result)).toMatchObject({ code: 'service.busy' });
  });

  it('a clock that is set meanwhile ends no wait', async () => {
    const { port } = await serve(accepted, (request, response, turn) => {
      const tomorrow = Date.now() + 86_400_000;
      if (turn === 0) vi.spyOn(Date, 'now').mockReturnValue(tomorrow);
      (turn < 2 ? json(200, { status: 'running' }) : succeeded)(request, response, turn);
    });
    try {
      expect(await run(port).result).toMatchObject({ pages: 1 });
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('a service that answers nonsense time and again is given up before the time is up', async () => {
    const { port } = await serve(accepted, json(200, { status: 'thinking' }));
    expect(await failureOf(run(port).result)).toMatchObject({ code: 'service.nonsense' });
  });

  it('an answer that is damaged here and there is an answer all the same', async () => {
    const analyzeResult = { version: 7, readResults: [{ lines: 'none' }, null], documentResults: 3 };
    const { port } = await serve(accepted, json(200, { status: 'succeeded', analyzeResult }));
    expect(await run(port).result).toMatchObject({ pages: 2 });
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
