import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyse, post, refusalOf } from '../../testing/client.ts';
import { invoicePdf, receiptPdf } from '../../testing/documents.ts';
import { type Bench, openBench, type Running } from '../../testing/stand-in.ts';
import { listen } from '../http/server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A port at which nobody listens: one just given up. */
async function deadPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  server.close();
  await once(server, 'close');
  return port;
}

const submitInvoice = '/formrecognizer/v2.1/prebuilt/invoice/analyze';
const submitReceipt = '/formrecognizer/v2.1/prebuilt/receipt/analyze';

let bench: Bench;
let layout: Running;
let read: Running;
let invoice: Running;
beforeAll(async () => {
  bench = await openBench();
  [layout, read] = await Promise.all([bench.serve('layout'), bench.serve('read')]);
  invoice = await bench.serve('invoice', [`AzureCognitiveServiceLayoutHost=${layout.address}`]);
});
afterAll(() => bench.remove());

describe('a prebuilt and its helper', () => {
  it('invoice uses the words and tables of layout, and both count the page', async () => {
    const { status, analyzeResult } = await analyse(
      `${invoice.address}${submitInvoice}`,
      await invoicePdf({ total: '$64.20' }),
    );
    expect(status).toBe('succeeded');
    expect(analyzeResult).toMatchObject({
      version: '2.1.0',
      pageResults: [{ page: 1, tables: [{ rows: 3, columns: 5 }] }],
      documentResults: [{ fields: { InvoiceTotal: { valueNumber: 64.2 } } }],
    });
    const usage = await (await fetch(`${invoice.address}/records/usage-logs`)).json();
    expect(usage).toMatchObject({
      meters: [
        { name: 'CognitiveServices.FormRecognizer.Container.InvoicePages', quantity: 1 },
        { name: 'CognitiveServices.FormRecognizer.Container.LayoutPages', quantity: 1 },
      ],
    });
  });

  it('lines and references are there only when asked for', async () => {
    const plain = JSON.stringify(await analyse(`${invoice.address}${submitInvoice}`, await invoicePdf()));
    expect(plain).not.toMatch(/"lines"|"elements"/);
    const full = JSON.stringify(
      await analyse(`${invoice.address}${submitInvoice}?includeTextDetails=true`, await invoicePdf()),
    );
    expect(full).toContain('"lines"');
    expect(full).toContain('"elements":["#/readResults/0/lines/');
  });

  it('receipt uses the words of Read, of the pages asked for', async () => {
    const receipt = await bench.serve('receipt', [`AzureCognitiveServiceReadHost=${read.address}/`]);
    const url = `${receipt.address}${submitReceipt}?pages=2`;
    const { analyzeResult } = await analyse(url, await receiptPdf(['$13.28', '$5.55', '$1.00']));
    expect(analyzeResult).not.toHaveProperty('pageResults');
    expect(analyzeResult).toMatchObject({
      readResults: [{ page: 2 }],
      documentResults: [{ pageRange: [2, 2], fields: { Total: { valueNumber: 5.55, page: 2 } } }],
    });
  });

  it('without it is up and ready, and fails each request with the documented words', async () => {
    const alone = await bench.serve('invoice', [
      `AzureCognitiveServiceLayoutHost=http://127.0.0.1:${await deadPort()}`,
    ]);
    expect((await fetch(`${alone.address}/ready`)).status).toBe(200);
    const { status, analyzeResult } = await analyse(`${alone.address}${submitInvoice}`, await invoicePdf());
    expect(status).toBe('failed');
    const message =
      'Unhandled exception in OcrHandlerService. System.Net.Http.HttpRequestException: Connection refused';
    expect(analyzeResult).toMatchObject({ errors: [{ code: 'InternalServerError', message }] });
    expect(alone.output()).toContain(`fail: formrecognizerinvoice[0]\n      ${message}`);
    expect(await (await fetch(`${alone.address}/records/usage-logs`)).text()).not.toContain('"quantity":0');
  });

  it('answers refusals with the request’s id, and in the vendor’s words for a locale', async () => {
    const refused = await refusalOf(await post(`${invoice.address}${submitInvoice}?locale=de-DE`, await invoicePdf()));
    expect(refused).toEqual({
      status: 400,
      code: 'UnsupportedLocale',
      message: 'Locale unsupported. Supported locales include en-AU, en-CA, en-GB, en-IN and en-US.',
      hasRequestId: true,
    });
  });
});
