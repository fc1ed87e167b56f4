import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AzureKeyCredential, FormRecognizerClient } from '@azure/ai-form-recognizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, testKey } from '../testing/stand-in.ts';

const samples = join(import.meta.dirname, '../../electron/analysis/samples');
const sample = (name: string): Promise<Buffer> => readFile(join(samples, name));
const polling = { updateIntervalInMs: 50, contentType: 'application/pdf' } as const;

describe("the vendor's own client for JavaScript", () => {
  let bench: Bench;
  let layout: string;
  let read: string;

  beforeAll(async () => {
    bench = await openBench();
    layout = (await bench.serve('layout')).address;
    read = (await bench.serve('read')).address;
  });
  afterAll(() => bench.remove());

  /** The client asks for a key whether or not the service wants one; a container does not. */
  const clientAt = (address: string): FormRecognizerClient =>
    new FormRecognizerClient(address, new AzureKeyCredential(testKey));
  const served = async (feature: 'invoice' | 'receipt' | 'businesscard' | 'id-document', helper: string) =>
    clientAt((await bench.serve(feature, [helper])).address);
  const withRead = (): string => `AzureCognitiveServiceReadHost=${read}`;

  it('reads the lines, the table and the marks of a form', async () => {
    const poller = await clientAt(layout).beginRecognizeContent(await sample('form.pdf'), polling);
    let polls = 0;
    poller.onProgress(() => {
      polls += 1;
    });
    const pages = await poller.pollUntilDone();
    expect(polls).toBeGreaterThan(1);
    expect(poller.getOperationState().isCompleted).toBe(true);
    expect(pages.flatMap((page) => page.lines ?? []).length).toBeGreaterThan(10);
    expect(pages.flatMap((page) => page.tables ?? []).flatMap((table) => table.cells).length).toBeGreaterThan(5);
    const marks = pages.flatMap((page) => page.selectionMarks ?? []).map((mark) => mark.state);
    expect(new Set(marks)).toEqual(new Set(['selected', 'unselected']));
  });

  it('reads an invoice with typed totals, dates and items', async () => {
    const client = await served('invoice', `AzureCognitiveServiceLayoutHost=${layout}`);
    const [invoice] = await (await client.beginRecognizeInvoices(await sample('invoice.pdf'), polling)).pollUntilDone();
    expect(invoice?.formType).toBe('prebuilt:invoice');
    expect(invoice?.fields['InvoiceId']?.value).toBe('LM-20418');
    expect(invoice?.fields['InvoiceDate']).toMatchObject({ valueType: 'date', value: expect.any(Date) });
    expect(invoice?.fields['InvoiceTotal']).toMatchObject({ valueType: 'number', value: expect.any(Number) });
    const items = invoice?.fields['Items'];
    if (items?.valueType !== 'array') throw new Error('no items');
    expect(items.value?.length).toBeGreaterThan(7);
    const [first] = items.value ?? [];
    if (first?.valueType !== 'object') throw new Error('an item is no object');
    expect(first.value?.['Amount']).toMatchObject({ valueType: 'number', value: 746 });
  });

  it('reads a receipt', async () => {
    const client = await served('receipt', withRead());
    const [receipt] = await (await client.beginRecognizeReceipts(await sample('receipt.pdf'), polling)).pollUntilDone();
    expect(receipt?.formType).toBe('prebuilt:receipt');
    expect(receipt?.fields['MerchantName']?.value).toEqual(expect.any(String));
    expect(receipt?.fields['Total']).toMatchObject({ valueType: 'number', value: expect.any(Number) });
  });

  it('reads a business card', async () => {
    const client = await served('businesscard', withRead());
    const poller = await client.beginRecognizeBusinessCards(await sample('business-card.pdf'), polling);
    const [card] = await poller.pollUntilDone();
    expect(card?.formType).toBe('prebuilt:businesscard');
    const names = card?.fields['ContactNames'];
    if (names?.valueType !== 'array') throw new Error('no names');
    expect(names.value?.[0]).toMatchObject({ valueType: 'object' });
  });

  it('reads an identity document', async () => {
    const client = await served('id-document', withRead());
    const poller = await client.beginRecognizeIdentityDocuments(await sample('id-card.pdf'), polling);
    const [document] = await poller.pollUntilDone();
    expect(document?.formType).toMatch(/^prebuilt:idDocument:/);
    expect(document?.fields['LastName']?.value).toEqual(expect.any(String));
    expect(document?.fields['DateOfBirth']).toMatchObject({ valueType: 'date', value: expect.any(Date) });
  });

  it('is told what is wrong with a document', async () => {
    const poller = clientAt(layout).beginRecognizeContent(Buffer.from('no document'), polling);
    await expect(poller).rejects.toMatchObject({ statusCode: 400, code: 'BadArgument' });
  });
});
