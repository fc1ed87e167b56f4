import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyse, follow, Polled, post, refusalOf } from '../testing/client.ts';
import { formPdf } from '../testing/documents.ts';
import { drawPage } from '../testing/drawn.ts';
import { lockedPdf } from '../testing/locked.ts';
import { pdfOf } from '../testing/paper.ts';
import { type Bench, licenceArgs, openBench, type Running } from '../testing/stand-in.ts';
import type { Switches } from './settings/switches.ts';
import type { ReadPage } from './wire/answer.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let bench: Bench;
let layout: Running;
let output: string;
beforeAll(async () => {
  bench = await openBench();
  ({ output } = await bench.mounts('layout'));
  layout = await bench.serve('layout');
});
afterAll(() => bench.remove());

const at = (path: string): string => `${layout.address}${path}`;
const submitPath = '/formrecognizer/v2.1/layout/analyze';
const throwSwitch = (switches: Switches): Promise<void> =>
  writeFile(join(output, 'rehearsal.switches.json'), JSON.stringify(switches));
afterEach(() => rm(join(output, 'rehearsal.switches.json'), { force: true }));

describe('the pages and probes', () => {
  it('say that this is a stand-in', async () => {
    for (const path of ['/', '/swagger']) {
      const answer = await fetch(at(path));
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).toMatch(/stand-in/);
    }
    expect(JSON.stringify(await (await fetch(at('/swagger/v1/swagger.json'))).json())).toContain(submitPath);
  });

  it('are ready and licensed', async () => {
    expect((await fetch(at('/ready'))).status).toBe(200);
    expect(await (await fetch(at('/status'))).json()).toMatchObject({
      service: 'formrecognizerlayout',
      apiStatus: 'Valid',
    });
  });

  it('are not ready while a switch says so, and take no documents then', async () => {
    const slow = await bench.serve('read', [], { REHEARSAL_READYAFTERMS: '600000' });
    expect((await fetch(`${slow.address}/ready`)).status).toBe(503);
    expect((await post(`${slow.address}/vision/v3.2/read/analyze`, await formPdf())).status).toBe(503);
    expect((await slow.stop()).code).toBe(0);
  });
});

describe('an analysis', () => {
  it('is accepted with an empty answer and goes from notStarted through running to succeeded', async () => {
    const answer = await post(at(submitPath), await formPdf('31337'));
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('');
    const location = answer.headers.get('operation-location') ?? '';
    expect(location).toMatch(/\/formrecognizer\/v2\.1\/layout\/analyzeResults\/[0-9a-f-]{36}$/);
    expect(location.startsWith(layout.address)).toBe(true);
    expect(location.endsWith(answer.headers.get('apim-request-id') ?? 'none')).toBe(true);
    const { statuses, last } = await follow(location);
    expect(statuses).toEqual(['notStarted', 'running', 'succeeded']);
    expect(last.createdDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(last.analyzeResult).toMatchObject({
      version: '2.1.0',
      readResults: [{ page: 1 }],
      pageResults: [{ page: 1 }],
    });
    expect(JSON.stringify(last.analyzeResult)).toContain('"31337"');
  });

  it('reads only the pages asked for', async () => {
    const bytes = await pdfOf(['one', 'two', 'three'].map((text) => (paper) => paper.text(1, 1, text)));
    const { analyzeResult } = await analyse(`${at(submitPath)}?pages=2-9`, bytes);
    expect(analyzeResult).toMatchObject({ readResults: [{ page: 2 }, { page: 3 }] });
  });

  it('reads the words of a picture', async () => {
    const drawn = drawPage({ seed: 5, dpi: 150, font: 'Drawn sans', size: 12, skew: 0, noise: 0 });
    const answer = await analyse(at(submitPath), drawn.png, 'image/png');
    const { readResults } = answer.analyzeResult as { readResults: ReadPage[] };
    expect(readResults[0]).toMatchObject({ width: drawn.width, height: drawn.height, unit: 'pixel' });
    const read = readResults.flatMap(({ lines }) => lines.flatMap(({ words }) => words.map(({ text }) => text)));
    expect(read).toEqual(expect.arrayContaining(drawn.words.slice(0, 3).map(({ text }) => text)));
  });

  it('is not known under another id', async () => {
    const answer = await fetch(at('/formrecognizer/v2.1/layout/analyzeResults/00000000-0000-4000-8000-000000000000'));
    expect(await refusalOf(answer)).toMatchObject({ status: 404, code: 'NotFound' });
  });
});

describe('while a document is read that takes seconds', () => {
  it('the service answers each probe and poll within a second', async () => {
    const row = Array.from({ length: 100 }, (_, at) => `w${at}`).join(' ');
    const bytes = await pdfOf([
      (paper) => {
        for (let at = 0; at < 150; at += 1) paper.text(0.2, 0.2 + at * 0.07, row, 2);
      },
    ]);
    const answer = await post(at(submitPath), bytes);
    expect(answer.status).toBe(202);
    const location = answer.headers.get('operation-location') ?? '';
    const startedAt = performance.now();
    let longestMs = 0;
    const asked = async (url: string): Promise<unknown> => {
      const askedAt = performance.now();
      const answer = await fetch(url);
      longestMs = Math.max(longestMs, performance.now() - askedAt);
      expect(answer.status).toBe(200);
      return answer.json();
    };
    for (let status = ''; status !== 'succeeded'; ) {
      expect(status).not.toBe('failed');
      await asked(at('/status'));
      ({ status } = Polled.parse(await asked(location)));
    }
    expect(performance.now() - startedAt).toBeGreaterThan(2000);
    expect(longestMs).toBeLessThan(1000);
  });
});

describe('a refused document', () => {
  it.each([
    [
      'that is damaged',
      'application/pdf',
      400,
      /^Bad or unrecognizable request JSON or binary file\.$/,
      '%PDF-1.4 nothing',
    ],
    ['that is empty', 'application/pdf', 400, /empty/, ''],
    ['of another type than said', 'image/png', 400, /content type/, '%PDF-1.4 nothing'],
    ['of no known type', 'application/pdf', 400, /Bad or unrecognizable/, 'plain words'],
    ['of a type not offered', 'text/plain', 415, /text\/plain/, 'plain words'],
    ['that is broken JSON', 'application/json', 400, /Bad or unrecognizable/, '{"source":'],
  ])('%s gets %s: %i', async (_name, type, status, message, body) => {
    const refused = await refusalOf(await post(at(submitPath), body, type));
    expect(refused).toMatchObject({ status, message: expect.stringMatching(message), hasRequestId: false });
  });

  it('that is locked gets its reason', async () => {
    expect((await refusalOf(await post(at(submitPath), await lockedPdf()))).message).toContain('password');
  });

  it('that is larger than 50 MB gets a 413', async () => {
    const large = new Uint8Array(50 * 1024 ** 2 + 1);
    large.set(Buffer.from('%PDF-1.7'));
    expect((await post(at(submitPath), large)).status).toBe(413);
  });

  it('at an address that does not answer cannot be downloaded', async () => {
    const refused = await refusalOf(
      await post(at(submitPath), '{"source":"http://127.0.0.1:1/a.pdf"}', 'application/json'),
    );
    expect(refused.code).toBe('FailedToDownloadImage');
  });

  it('with no page among those asked for is refused', async () => {
    expect((await refusalOf(await post(`${at(submitPath)}?pages=7`, await formPdf()))).status).toBe(400);
  });
});

describe('the switches of a running service', () => {
  it.each([
    ['500', 500],
    ['429', 429],
    ['nonsense', 200],
  ] as const)('answer a document with %s', async (analyze, status) => {
    await throwSwitch({ analyze });
    expect((await post(at(submitPath), await formPdf())).status).toBe(status);
  });

  it('let a job fail, in the place where the contract has errors', async () => {
    await throwSwitch({ analyze: 'fail' });
    const last = await analyse(at(submitPath), await formPdf());
    expect(last).toMatchObject({ status: 'failed', analyzeResult: { errors: [{ code: 'InternalServerError' }] } });
  });

  it('leave the place of the result out, or make it another host’s', async () => {
    await throwSwitch({ analyze: 'no-location' });
    expect((await post(at(submitPath), await formPdf())).headers.has('operation-location')).toBe(false);
    await throwSwitch({ analyze: 'foreign-location' });
    expect((await post(at(submitPath), await formPdf())).headers.get('operation-location')).toMatch(
      /^http:\/\/form-recognizer\.internal/,
    );
  });

  it('drop the connection', async () => {
    await throwSwitch({ analyze: 'drop' });
    await expect(post(at(submitPath), await formPdf())).rejects.toThrow();
  });

  it('forget a job and spoil its result', async () => {
    const location = (await post(at(submitPath), await formPdf())).headers.get('operation-location') ?? '';
    await follow(location);
    await throwSwitch({ analyze: 'forget' });
    expect((await fetch(location)).status).toBe(404);
    await throwSwitch({ analyze: 'nonsense-result' });
    expect(await (await fetch(location)).json()).toMatchObject({ analyzeResult: { readResults: 'none' } });
  });

  it('spoil the usage report and the status', async () => {
    await throwSwitch({ usage: 'nonsense', status: '500' });
    expect(await (await fetch(at('/records/usage-logs'))).json()).toMatchObject({ meters: 'many' });
    expect((await fetch(at('/status'))).status).toBe(500);
  });

  it('end the service after a while', async () => {
    const short = await bench.serve('read', [], { REHEARSAL_EXITAFTERMS: '1' });
    expect((await short.ended).code).toBe(70);
  });
});

describe('usage', () => {
  const meter = 'CognitiveServices.FormRecognizer.Container.InvoicePages';
  const now = new Date();
  const month = `${now.getUTCMonth() + 1}`;

  it('counts pages and survives a kill and a restart', async () => {
    const own = await openBench();
    try {
      const first = await own.serve('layout');
      const three = await pdfOf([1, 2, 3].map(() => (paper) => paper.text(1, 1, 'x')));
      await analyse(`${first.address}${submitPath}`, three);
      await first.stop('SIGKILL');
      const mounts = await own.mounts('layout');
      const second = await own.start('layout', licenceArgs(mounts.licence, mounts.output), {
        REHEARSAL_READYAFTERMS: '0',
      });
      await analyse(`${second.address}${submitPath}?pages=1`, three);
      const expected = {
        apiType: 'formrecognizer',
        serviceName: 'formrecognizerlayout',
        meters: [{ name: meter.replace('Invoice', 'Layout'), quantity: 4 }],
      };
      const routes = [
        '',
        '/',
        `/${month}/${now.getUTCFullYear()}`,
        `/${month.padStart(2, '0')}/${now.getUTCFullYear()}/`,
      ];
      for (const route of routes) {
        expect(await (await fetch(`${second.address}/records/usage-logs${route}`)).json()).toEqual(expected);
      }
      expect(await (await fetch(`${second.address}/records/usage-logs/01/1999`)).json()).toMatchObject({ meters: [] });
      expect((await fetch(`${second.address}/records/usage-logs/13/2024`)).status).toBe(400);
    } finally {
      await own.remove();
    }
  });
});
