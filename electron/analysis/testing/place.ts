// For tests: a service that answers submits and polls as told, and analyses of it with a journal of their own for each test.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { invoiceDeployment } from '../../testing/definition.ts';
import { analyse } from '../analyse.ts';
import { openSentDocuments, type SentDocuments } from '../sent-documents.ts';

const PDF = Uint8Array.from('%PDF-1.7 hello', (letter) => letter.charCodeAt(0));

const deployment: Deployment = { ...invoiceDeployment, id: 'd' };

/** `turn`: how many of its kind were asked before. */
export type Answer = (request: IncomingMessage, response: ServerResponse, turn: number) => void;

export const accepted: Answer = (_request, response) =>
  response
    .writeHead(202, {
      'operation-location': 'http://proxy.example/formrecognizer/v2.1/prebuilt/invoice/analyzeResults/abc-123',
    })
    .end();

export const json =
  (status: number, body: unknown): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** The shape in which the service refuses. */
export const refusal = (code: string, message: string) => ({ error: { code, message } });

export const SUCCEEDED = {
  status: 'succeeded',
  analyzeResult: { version: '2.1.0', readResults: [{ page: 1, width: 8.5, height: 11, unit: 'inch', extra: 1 }] },
};
export const succeeded = json(200, SUCCEEDED);
export const failed = json(200, { status: 'failed', analyzeResult: { errors: [{ code: 'X', message: 'no' }] } });
export const unknownHere = json(404, refusal('404', 'Not found'));
export const brokenOff: Answer = ({ socket }) => socket.destroy();

export const limits = {
  submitMs: 5000,
  pollMs: 5000,
  overallMs: 5000,
  nonsenseMs: 50,
  pollEveryMs: [1],
  backOffMs: [1, 1],
};

export interface RunOptions {
  readonly bytes?: Uint8Array;
  readonly name?: string;
  readonly pages?: string;
  readonly signal?: AbortSignal;
  readonly overallMs?: number;
  readonly pollMs?: number;
  readonly portOf?: () => Promise<number>;
  /** One that was interrupted, instead of bytes. */
  readonly interrupted?: string;
  readonly deathSince?: () => Promise<Foreseen | null>;
  readonly pauseTrouble?: () => Promise<Foreseen | null>;
  readonly outputTrouble?: () => Promise<Foreseen | null>;
  readonly sendAgain?: boolean;
}

/** Called at the top of a test file. */
export function placeForEach() {
  let server: Server | null = null;
  let folder = '';
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
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    server = null;
    await rm(folder, { recursive: true, force: true });
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

  /** Analyses a document. */
  function run(port: number, options: RunOptions = {}) {
    const reported: PhasesProgress[] = [];
    const kept: Uint8Array[] = [];
    const ledger: LedgerEntry[] = [];
    const { interrupted, name = 'a.pdf', bytes = PDF, overallMs = limits.overallMs, pollMs = limits.pollMs } = options;
    const result = analyse(
      {
        deploymentId: 'd',
        document: interrupted === undefined ? { kind: 'bytes', name, bytes } : { kind: 'interrupted', id: interrupted },
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
        limits: { ...limits, overallMs, pollMs },
      },
    );
    return { result, reported, kept, ledger };
  }

  return {
    serve,
    run,
    get folder(): string {
      return folder;
    },
    get sent(): SentDocuments {
      return sent;
    },
    /** Leaves what the next start of the app finds. */
    async restart(): Promise<void> {
      await sent.close();
      sent = await openSent();
    },
    /** The entries of the journal, on the disk. */
    noted: async (): Promise<{ readonly route: string | null }[]> =>
      JSON.parse(await readFile(join(folder, 'sent-documents.json'), 'utf8')).entries,
  };
}

/** How many of what was asked were documents sent. */
export const posts = (asked: readonly string[]): number => asked.filter((one) => one.startsWith('POST')).length;

/** Code and facts of what it fails with; anything but a foreseen failure fails the test. */
export async function failureOf(result: Promise<unknown>): Promise<{ code: string; facts: unknown }> {
  const error = await result.then(
    () => null,
    (rejected: unknown) => rejected,
  );
  if (!(error instanceof Foreseen)) throw new Error(`Not a foreseen failure: ${String(error)}`);
  return { code: error.code, facts: error.facts };
}
