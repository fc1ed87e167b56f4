import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { metersIn, readMonths, readTotals } from './collect.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

type Answers = Readonly<Record<string, readonly [status: number, body: unknown]>>;

/** A container that answers each route as told, and 404 to all others. */
async function serve(answers: Answers): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const started = createServer(({ url = '' }, response) => {
    asked.push(url);
    const [status, body] = answers[url] ?? [404, { error: { code: 'NotFound', message: 'No records.' } }];
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { port: (started.address() as AddressInfo).port, asked };
}

const PART = { image: 'layout' } as const;
const meters = (...quantities: number[]) => ({ meters: quantities.map((quantity) => ({ name: 'Pages', quantity })) });
const ALL = '/records/usage-logs/';
const totals = (port: number) => readTotals({ ...PART, port });

async function failureOf(result: Promise<unknown>): Promise<Foreseen> {
  const error = await result.then(
    () => null,
    (rejected: unknown) => rejected,
  );
  if (!(error instanceof Foreseen)) throw new Error(`Not a foreseen failure: ${String(error)}`);
  return error;
}

describe('reading a container’s usage', () => {
  it('asks for all, and for each month that is wanted', async () => {
    const { port, asked } = await serve({
      [ALL]: [200, meters(7)],
      '/records/usage-logs/12/2025': [200, meters(3)],
      '/records/usage-logs/02/2026': [200, meters(4)],
    });
    expect(await totals(port)).toEqual([{ name: 'Pages', quantity: 7n }]);
    expect(await readMonths({ ...PART, port }, ['2025-12', '2026-01', '2026-02'])).toEqual([
      { month: '2025-12', meters: [{ name: 'Pages', quantity: 3n }] },
      { month: '2026-02', meters: [{ name: 'Pages', quantity: 4n }] },
    ]);
    expect(asked).toEqual([ALL, ...['12/2025', '01/2026', '02/2026'].map((month) => `${ALL}${month}`)]);
  });

  it('takes members that it does not know, and sums a meter that is named twice', async () => {
    const body = {
      type: 'CommerceUsageResponse',
      apiType: null,
      meters: [
        { name: 'Pages', quantity: 2, billedUnit: 2 },
        { name: 'Other', quantity: 1 },
        { name: 'Pages', quantity: 3 },
      ],
    };
    const { port } = await serve({ [ALL]: [200, body] });
    expect(await totals(port)).toEqual([
      { name: 'Pages', quantity: 5n },
      { name: 'Other', quantity: 1n },
    ]);
  });

  it.each(['9007199254740993', '9223372036854775807', '256345435', '12.0', '0'])(
    'takes every page of %s',
    (quantity) => {
      expect(metersIn(`{"meters":[{"name":"Pages","quantity":${quantity}}]}`)).toEqual([
        { name: 'Pages', quantity: BigInt(quantity.replace('.0', '')) },
      ]);
    },
  );

  it('takes every whole number of 64 bits as it stands', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n - 1n), (quantity) => {
        const text = `{"apiType":"a","serviceName":"s","meters":[{"name":"Pages","quantity":${quantity}}]}`;
        expect(metersIn(text)).toEqual([{ name: 'Pages', quantity }]);
      }),
    );
  });

  it.each(['-1', '1.5', '"12"', 'null', '9223372036854775808', '1e3', '1e400', '[]', 'true'])(
    'is not taken in for a quantity of %s',
    (quantity) => {
      expect(metersIn(`{"meters":[{"name":"Pages","quantity":${quantity}}]}`)).toBeNull();
    },
  );

  it('is not taken in for a sum beyond 64 bits', () => {
    const half = '{"name":"Pages","quantity":5000000000000000000}';
    expect(metersIn(`{"meters":[${half},${half}]}`)).toBeNull();
  });

  it.each([204, 400, 404])('a month that is answered with %s is one without records', async (status) => {
    const { port } = await serve({ '/records/usage-logs/02/2026': [status, ''] });
    expect(await readMonths({ ...PART, port }, ['2026-02'])).toEqual([]);
  });

  it.each([204, 404])('no report at all (%s) is none used', async (status) => {
    const { port } = await serve({ [ALL]: [status, ''] });
    expect(await totals(port)).toEqual([]);
  });

  it.each<[string, number, unknown]>([
    ['a web page', 200, '<html>It works!</html>'],
    ['meters of another form', 200, { meters: 'many' }],
    ['half a page', 200, meters(1.5)],
    ['less than nothing', 200, meters(-1)],
    ['a failure of its own', 500, { error: { code: 'InternalServerError', message: 'no' } }],
    ['a refusal', 403, ''],
    ['another address', 302, ''],
  ])('a report that is %s is told with its route and text', async (_what, status, body) => {
    const { port } = await serve({ [ALL]: [status, body] });
    const failure = await failureOf(totals(port));
    expect(failure).toMatchObject({ code: 'service.nonsense', facts: { image: 'layout', route: ALL } });
    expect(failure.detail).toContain(String(status));
  });

  it('a container that hangs up is told with its port', async () => {
    const { port } = await serve({});
    server?.on('connection', (socket) => socket.destroy());
    expect(await failureOf(totals(port))).toMatchObject({
      code: 'service.unreachable',
      facts: { image: 'layout', port },
    });
  });
});
