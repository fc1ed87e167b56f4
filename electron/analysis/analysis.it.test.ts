import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AnalysisSummary, DocumentSource, Sample } from '#shared/domain/analysis.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { PhasesProgress } from '#shared/domain/operations.ts';
import { DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { engineCan, fromWorld, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { restrictedPdf } from '../testing/restricted-pdf.ts';

const run = promisify(execFile);
const docker = (...args: string[]) => run('docker', ['-H', fromWorld('DRYDOCK_TEST_ENGINE'), ...args]);

/** The parts of an answer that are looked at here. */
interface FieldValue {
  readonly text?: string;
  readonly boundingBox?: readonly number[];
  readonly valueArray?: readonly FieldValue[];
  readonly valueObject?: Readonly<Record<string, FieldValue>>;
}
interface Cell {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  readonly text: string;
}
interface AnalyzeResult {
  readonly readResults: readonly {
    readonly page: number;
    readonly width: number;
    readonly height: number;
    readonly unit: string;
    readonly lines?: readonly {
      readonly text: string;
      readonly words?: readonly { readonly text: string; readonly boundingBox?: readonly number[] }[];
    }[];
    readonly selectionMarks?: readonly { readonly state: string }[];
  }[];
  readonly pageResults?: readonly {
    readonly tables?: readonly { readonly rows: number; readonly columns: number; readonly cells: readonly Cell[] }[];
  }[];
  readonly documentResults?: readonly { readonly docType: string; readonly fields: Record<string, FieldValue> }[];
}

/** The words of a page's lines, as one reads them. */
const linesOf = (result: AnalyzeResult, page: number): string[] =>
  (result.readResults[page - 1]?.lines ?? []).map(({ text }) => text);
const fieldsOf = (result: AnalyzeResult): Readonly<Record<string, FieldValue>> =>
  result.documentResults?.[0]?.fields ?? {};
const textsOf = (result: AnalyzeResult, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, fieldsOf(result)[name]?.text]));
/** The first of several, as business cards have them. */
const firstText = (result: AnalyzeResult, name: string) => fieldsOf(result)[name]?.valueArray?.[0]?.text;

/** What is true is to be told within three seconds; the rest is for a busy machine. */
const TOLD_MS = 6000;
const isWaiting = (progress: unknown): boolean =>
  PhasesProgress.safeParse(progress).data?.phases.some(
    ({ name, state }) => name === 'document-wait' && state === 'running',
  ) === true;

describe('analysing on real containers', () => {
  let door: RealDoor;
  const started = new Map<string, Deployment>();

  beforeAll(async () => {
    door = await openRealDoor();
  });
  afterAll(() => door.close());

  /** The deployment of a feature, made and started when it is first wanted. */
  async function running(feature: Deployment['feature']): Promise<Deployment> {
    const there = started.get(feature);
    if (there) return there;
    const deployment = await door.define(feature);
    await door.prepare(deployment);
    await door.succeed('deployments.start', { id: deployment.id });
    started.set(feature, deployment);
    return deployment;
  }
  const inputOf = ({ id }: Deployment, document: DocumentSource, pages: string | null = null) => ({
    deploymentId: id,
    document,
    includeTextDetails: true,
    pages,
    locale: null,
  });
  /** What was answered, read by its id as the window does. */
  async function answerOf({ resultId, sizeBytes }: AnalysisSummary): Promise<AnalyzeResult> {
    const bytes = await door.call('analysis.result', { resultId });
    expect(bytes.byteLength).toBe(sizeBytes);
    const body: { analyzeResult: AnalyzeResult } = JSON.parse(new TextDecoder().decode(bytes));
    return body.analyzeResult;
  }
  const ofSample = (id: string): DocumentSource => ({ kind: 'sample', id });
  const ofBytes = (name: string, bytes: Uint8Array): DocumentSource => ({ kind: 'bytes', name, bytes });

  describe('a bundled sample', () => {
    let samples: readonly Sample[];
    beforeAll(async () => {
      samples = await door.call('analysis.samples');
    });
    const analysed = async (id: string): Promise<AnalyzeResult> => {
      const feature = samples.find((sample) => sample.id === id)?.feature;
      if (!feature) throw new Error(`no sample ${id}`);
      return answerOf(await door.succeed('analysis.analyse', inputOf(await running(feature), ofSample(id))));
    };

    it('is there for every feature, and its bytes are the PDF that is sent', async () => {
      expect(samples.map(({ feature }) => feature).toSorted()).toEqual(
        ['business-card', 'id-document', 'invoice', 'layout', 'receipt'].toSorted(),
      );
      for (const { id, sizeBytes } of samples) {
        const bytes = await door.call('analysis.sampleBytes', { id });
        expect(bytes.byteLength).toBe(sizeBytes);
        expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-');
      }
      expect(await door.answerTo('analysis.sampleBytes', { id: '../../package.json' })).toMatchObject({
        ok: false,
        failure: { code: 'document.unknown-sample' },
      });
    });

    it.each(['invoice', 'receipt', 'business-card', 'id-card', 'form'])(
      '%s has words with boxes on every page, and the words make up the lines',
      async (id) => {
        const result = await analysed(id);
        expect(result.readResults).toHaveLength(samples.find((sample) => sample.id === id)?.pages ?? 0);
        for (const { lines, width, height, unit } of result.readResults) {
          expect(unit).toBe('inch');
          expect(lines?.length).toBeGreaterThan(0);
          for (const { text, words } of lines ?? []) {
            expect((words ?? []).map((word) => word.text).join(' ')).toBe(text);
            for (const { boundingBox } of words ?? []) {
              expect(boundingBox).toHaveLength(8);
              const [left = -1, top = -1, , , right = 99, bottom = 99] = boundingBox ?? [];
              expect(left >= 0 && top >= 0 && right <= width && bottom <= height && left < right && top < bottom).toBe(
                true,
              );
            }
          }
        }
      },
    );

    it('invoice has the sums of its second page, and its items of both', async () => {
      const result = await analysed('invoice');
      expect(result.documentResults?.[0]).toMatchObject({ docType: 'prebuilt:invoice', pageRange: [1, 2] });
      expect(textsOf(result, 'InvoiceId', 'CustomerName', 'SubTotal', 'TotalTax', 'InvoiceTotal', 'AmountDue')).toEqual(
        {
          InvoiceId: 'LM-20418',
          CustomerName: 'Tideline Ferries Ltd',
          SubTotal: '$7,526.20',
          TotalTax: '$620.91',
          InvoiceTotal: '$8,147.11',
          AmountDue: '$8,267.11',
        },
      );
      expect(fieldsOf(result)['InvoiceTotal']).toMatchObject({ page: 2, valueNumber: 8147.11 });
      expect(fieldsOf(result)['Items']?.valueArray).toHaveLength(14);
      // Drawn so that the number begins 476 points from the left and stands on the line 92 points from the top.
      const [left = 0, top = 0, , , , bottom = 0] = fieldsOf(result)['InvoiceId']?.boundingBox ?? [];
      expect(left).toBeCloseTo(476 / 72, 2);
      expect(top < 92 / 72 && bottom >= 92 / 72 && bottom - top < 0.2).toBe(true);
    });

    it('receipt has its merchant, total and items', async () => {
      const result = await analysed('receipt');
      expect(textsOf(result, 'MerchantName', 'Subtotal', 'Tax', 'Tip', 'Total', 'TransactionTime')).toEqual({
        MerchantName: 'THE GULL & ANCHOR',
        Subtotal: '$46.95',
        Tax: '$3.29',
        Tip: '$8.00',
        Total: '$58.24',
        TransactionTime: '12:47 PM',
      });
      const items = fieldsOf(result)['Items']?.valueArray ?? [];
      expect(items.map((item) => item?.valueObject?.['Name']?.text)).toEqual([
        'Fish chowder',
        'Crab roll',
        'Lemonade',
        'Apple pie',
      ]);
    });

    it('business card has the name in its parts, company and ways to be reached', async () => {
      const result = await analysed('business-card');
      const [contact] = fieldsOf(result)['ContactNames']?.valueArray ?? [];
      expect(contact?.text).toBe('Maren Holloway');
      expect(contact?.valueObject?.['FirstName']?.text).toBe('Maren');
      expect(contact?.valueObject?.['LastName']?.text).toBe('Holloway');
      expect(firstText(result, 'CompanyNames')).toBe('Holloway Bathymetry Inc.');
      expect(firstText(result, 'Emails')).toBe('maren@holloway.example');
      expect(firstText(result, 'MobilePhones')).toBe('+1 555 016 4410');
      expect(firstText(result, 'WorkPhones')).toBe('+1 555 016 4400');
    });

    it('ID card has number, names and dates', async () => {
      const result = await analysed('id-card');
      expect(result.documentResults?.[0]?.docType).toBe('prebuilt:idDocument:driverLicense');
      expect(textsOf(result, 'DocumentNumber', 'FirstName', 'LastName', 'DateOfBirth', 'DateOfExpiration')).toEqual({
        DocumentNumber: 'Q4410872',
        FirstName: 'ROWAN ELLIS',
        LastName: 'ASHCOMBE',
        DateOfBirth: '11/02/1989',
        DateOfExpiration: '06/30/2031',
      });
    });

    it('form has its tables with the cells that span, and its marks, on both pages', async () => {
      const result = await analysed('form');
      const tables = (result.pageResults ?? []).map(({ tables }) => tables ?? []);
      expect(tables.map((page) => page.map(({ rows, columns }) => [rows, columns]))).toEqual([
        [
          [3, 4],
          [6, 5],
        ],
        [[4, 4]],
      ]);
      const spanning = (tables[0]?.[1]?.cells ?? []).filter((cell) => (cell.rowSpan ?? 1) * (cell.columnSpan ?? 1) > 1);
      expect(spanning.map(({ text, rowSpan, columnSpan }) => [text, rowSpan ?? 1, columnSpan ?? 1])).toEqual([
        ['Machine', 2, 1],
        ['Temperature, C', 1, 2],
        ['Oil pressure, bar', 1, 2],
      ]);
      expect(tables[0]?.[0]?.cells.find((cell) => cell.rowIndex === 1 && cell.columnIndex === 1)?.text).toBe('KTW-519');
      const marks = result.readResults.map(({ selectionMarks }) => (selectionMarks ?? []).map(({ state }) => state));
      const [on, off] = ['selected', 'unselected'];
      expect(marks).toEqual([
        [on, off, off, on, on, on, off, on, on, off],
        [off, on, off, off],
      ]);
      expect(linesOf(result, 2)).toContain('Items to be mended');
    });

    it('is read on the pages asked for alone', async () => {
      const result = await answerOf(
        await door.succeed('analysis.analyse', inputOf(await running('invoice'), ofSample('invoice'), '2')),
      );
      expect(result.readResults.map(({ page }) => page)).toEqual([2]);
    });
  });

  it('a PDF that only restricts printing is read', async () => {
    const document = ofBytes('restricted.pdf', await restrictedPdf(''));
    expect(await door.succeed('analysis.analyse', inputOf(await running('invoice'), document))).toMatchObject({
      pages: 1,
    });
  });

  describe('a document that cannot be analysed', () => {
    it.each<[string, string, () => Promise<Uint8Array>]>([
      ['is empty', 'document.empty', async () => new Uint8Array()],
      ['is text renamed to .pdf', 'document.wrong-type', async () => new TextEncoder().encode('Dear Sir or Madam,')],
      ['needs a password', 'document.password-protected', () => restrictedPdf('secret')],
      [
        'is cut off half-way',
        'document.damaged',
        async () => {
          const bytes = await door.call('analysis.sampleBytes', { id: 'invoice' });
          return bytes.slice(0, 400);
        },
      ],
      [
        'is as large as the service no longer takes',
        'document.too-large',
        async () => {
          const bytes = new Uint8Array(DOCUMENT_LIMIT_BYTES + 1);
          bytes.set(await door.call('analysis.sampleBytes', { id: 'invoice' }));
          return bytes;
        },
      ],
    ])('because it %s is told as %s', async (_what, code, bytes) => {
      const failure = await door.fail(
        'analysis.analyse',
        inputOf(await running('invoice'), ofBytes('scan.pdf', await bytes())),
      );
      expect(failure).toMatchObject({ code, facts: { name: 'scan.pdf' } });
    });

    it('because it has no such page is refused in the service’s own words', async () => {
      const failure = await door.fail(
        'analysis.analyse',
        inputOf(await running('invoice'), ofSample('invoice'), '7-9'),
      );
      expect(failure).toMatchObject({ code: 'document.refused', facts: { name: 'invoice.pdf' } });
    });
  });

  describe('a service that goes wrong', () => {
    /** Makes the running service do what a switch of the stand-in says. */
    async function goWrong(analyze: string): Promise<Deployment> {
      const deployment = await running('invoice');
      const [feature] = deployment.parts;
      switches = join(feature?.outputFolder ?? '', 'rehearsal.switches.json');
      await writeFile(switches, JSON.stringify({ analyze }));
      return deployment;
    }
    /** The sample of all these, sent anew whatever became of it in the test before. */
    const anew = (deployment: Deployment) => ({ ...inputOf(deployment, ofSample('invoice')), sendAgain: true });
    let switches: string | null = null;
    afterEach(async () => {
      if (switches !== null) await rm(switches, { force: true });
    });
    /** Waits until the engine has started a container again that ended. */
    const ready = (deployment: Deployment) =>
      expect
        .poll(
          async () => {
            const { parts } = await door.call('deployments.world', { id: deployment.id });
            return parts.map(({ container }) => container?.readiness);
          },
          { timeout: 30_000, interval: 100 },
        )
        .toEqual(['ready', 'ready']);

    it.each([
      ['answers a web page', 'nonsense', 'service.nonsense'],
      ['names no result', 'no-location', 'service.nonsense'],
      ['breaks inside', '500', 'service.failed'],
      ['has too much to do', '429', 'service.busy'],
      ['hangs up', 'drop', 'service.unreachable'],
      ['fails in the job', 'fail', 'service.failed'],
    ])('and %s (%s) is told as %s', async (_what, analyze, code) => {
      const deployment = await goWrong(analyze);
      const failure = await door.fail('analysis.analyse', anew(deployment));
      expect(failure).toMatchObject({ code, facts: { image: 'invoice' } });
    });

    it('and forgets the job is told as that, and the document is sent again only by who knows that it may count twice', async () => {
      const deployment = await goWrong('forget');
      const lost = { code: 'document.may-count-twice', facts: { name: 'invoice.pdf', pages: 2, why: 'forgotten' } };
      expect(await door.fail('analysis.analyse', anew(deployment))).toMatchObject(lost);
      await rm(switches ?? '', { force: true });
      expect(await door.fail('analysis.analyse', inputOf(deployment, ofSample('invoice')))).toMatchObject(lost);
      await door.succeed('analysis.analyse', anew(deployment));
      expect(await door.call('interrupted.analyses', { deploymentId: deployment.id })).toEqual([]);
    });

    it('and names another host for the result is asked at its own port all the same', async () => {
      const deployment = await goWrong('foreign-location');
      const result = await answerOf(await door.succeed('analysis.analyse', anew(deployment)));
      expect(textsOf(result, 'InvoiceId')).toEqual({ InvoiceId: 'LM-20418' });
    });

    it.each([
      ['ends', 'exit', 'service.unreachable'],
      ['is killed for its memory', 'oom', engineCan.tellOfMemory ? 'document.killed-service' : 'service.unreachable'],
    ])('and %s in the middle (%s) is told as %s, and works again once it is back', async (_what, analyze, code) => {
      const deployment = await goWrong(analyze);
      const failure = await door.fail('analysis.analyse', anew(deployment));
      expect(failure).toMatchObject({ code, facts: { image: 'invoice' } });
      await rm(switches ?? '', { force: true });
      await ready(deployment);
      await door.succeed('analysis.analyse', anew(deployment));
    });

    it('a cancelled analysis ends as cancelled, and at once', async () => {
      const deployment = await goWrong('never');
      const analysis = await door.begin('analysis.analyse', anew(deployment));
      await analysis.until(({ progress }) => isWaiting(progress));
      const cancelledAt = performance.now();
      analysis.cancel();
      expect((await analysis.ended()).state.name).toBe('cancelled');
      expect(performance.now() - cancelledAt).toBeLessThan(2000);
    });

    it('a service that is paused while its answer is waited for is said to be within seconds, and goes on when it is let', async () => {
      const deployment = await goWrong('never');
      const name = `drydock-${deployment.id}-invoice`;
      const analysis = await door.begin('analysis.analyse', anew(deployment));
      await analysis.until(({ progress }) => isWaiting(progress));
      const paused = async () => (await door.call('deployments.world', { id: deployment.id })).paused;
      const told = () => door.pushes.filter((push) => push.kind === 'changed').length;
      expect(await paused()).toEqual([]);
      const before = told();
      await docker('pause', name);
      const from = performance.now();
      await expect.poll(told, { timeout: TOLD_MS }).toBeGreaterThan(before);
      expect(await paused()).toEqual([name]);
      expect(performance.now() - from).toBeLessThan(TOLD_MS);
      // Another document is not sent into nothing.
      expect(await door.fail('analysis.analyse', anew(deployment))).toMatchObject({
        code: 'run.paused',
        facts: { name },
      });
      await door.call('deployments.resume', { id: deployment.id });
      expect(await paused()).toEqual([]);
      expect(analysis.seen.at(-1)?.state.name).toBe('running');
      analysis.cancel();
      expect((await analysis.ended()).state.name).toBe('cancelled');
    });

    it('a service that ends while its answer is waited for is said not to run within seconds, though its gate runs on', async () => {
      const deployment = await goWrong('never');
      const name = `drydock-${deployment.id}-invoice`;
      const analysis = await door.begin('analysis.analyse', anew(deployment));
      await analysis.until(({ progress }) => isWaiting(progress));
      await docker('stop', '--time', '0', name);
      const from = performance.now();
      const { state } = await analysis.ended();
      expect(state).toMatchObject({
        name: 'failed',
        failure: { code: 'run.not-running', facts: { image: 'invoice' } },
      });
      expect(performance.now() - from).toBeLessThan(TOLD_MS);
      await rm(switches ?? '', { force: true });
      await docker('start', name);
      await ready(deployment);
    });

    it('a document waits for a service that is just starting', async () => {
      const deployment = await running('invoice');
      const name = `drydock-${deployment.id}-invoice`;
      await docker('restart', '--time', '0', name);
      expect((await door.succeed('analysis.analyse', anew(deployment))).pages).toBeGreaterThan(0);
    });

    it('a helper that was stopped is named', async () => {
      const deployment = await running('invoice');
      await docker('stop', '--time', '0', `drydock-${deployment.id}-layout`);
      const failure = await door.fail('analysis.analyse', anew(deployment));
      expect(failure).toMatchObject({ code: 'run.helper-missing', facts: { image: 'invoice', helper: 'layout' } });
    });

    it('a deployment that was stopped is said not to run', async () => {
      const deployment = await running('invoice');
      await door.succeed('deployments.stop', { id: deployment.id });
      const failure = await door.fail('analysis.analyse', anew(deployment));
      expect(failure).toMatchObject({ code: 'run.not-running', facts: { image: 'invoice' } });
    });
  });
});
