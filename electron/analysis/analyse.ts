import {
  type Analysis,
  AnalyzeOperation,
  type AnalyzeResult,
  type DocumentSource,
  type DocumentType,
} from '#shared/domain/analysis.ts';
import { catalogue } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { checkDocument, DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { askService, NoAnswer, type ServiceAnswer } from '../service-client/http.ts';
import { pause } from './pause.ts';
import { failureOf, helperFailure } from './service-failures.ts';

export interface AnalyseNeeds {
  readonly deployment: (id: string) => Promise<Deployment> | Deployment;
  /** The host port of the running feature container; fails with `run.*` when it does not run. */
  readonly portOf: (deployment: Deployment) => Promise<number>;
  readonly readSample: (id: string) => Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  readonly now: () => Date;
  readonly limits?: Partial<Limits>;
}

interface Limits {
  /** One submit: the body may be large and the container busy. */
  readonly submitMs: number;
  readonly pollMs: number;
  /** From submit to result. */
  readonly overallMs: number;
  /** Waits between polls; the last one repeats. The vendor asks for at least one second on the hosted service. */
  readonly pollEveryMs: readonly number[];
  /** Waits after 429 and 5xx. Source: vendor contract 6.3. */
  readonly backOffMs: readonly number[];
}

const LIMITS: Limits = {
  submitMs: 120_000,
  pollMs: 30_000,
  overallMs: 15 * 60_000,
  pollEveryMs: [300, 500, 1000, 1000, 2000],
  backOffMs: [2000, 3000, 5000, 8000],
};

interface AnalyseInput {
  readonly deploymentId: string;
  readonly document: DocumentSource;
  readonly includeTextDetails: boolean;
  readonly pages: string | null;
  readonly locale: string | null;
}

/**
 * Sends one document to the running feature container and waits for what it found.
 *
 * Fails with `document.*`, `service.*`, `run.*`. Source: vendor contract 6.
 */
export async function analyse(
  input: AnalyseInput,
  context: OperationContext<PhasesProgress>,
  needs: AnalyseNeeds,
): Promise<Analysis> {
  const { signal } = context;
  const limits = { ...LIMITS, ...needs.limits };
  const phases = trackPhases(
    ['document-check', 'document-send', 'document-wait', 'document-result'],
    needs.now,
    context.report,
  );
  const startedAt = needs.now();

  const { document, deployment, port } = await phases.run('document-check', async () => {
    const deployment = await needs.deployment(input.deploymentId);
    const document = await readDocument(input.document, needs);
    return { deployment, document, port: await needs.portOf(deployment) };
  });
  const call: Call = { deployment, document, port, limits, signal, deadline: Date.now() + limits.overallMs };
  const route = await phases.run('document-send', () => submit(call, input));
  const answer = await phases.run('document-wait', () => waitForResult(call, route));
  return phases.run('document-result', async () => ({
    documentName: document.name,
    documentType: document.type,
    feature: deployment.feature,
    analysedAt: needs.now().toISOString(),
    milliseconds: needs.now().getTime() - startedAt.getTime(),
    result: resultOf(answer, route, call),
  }));
}

interface CheckedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type: DocumentType;
}

interface Call {
  readonly deployment: Deployment;
  readonly document: CheckedDocument;
  readonly port: number;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly deadline: number;
}

async function readDocument(source: DocumentSource, needs: AnalyseNeeds): Promise<CheckedDocument> {
  const { name, bytes } = source.kind === 'bytes' ? source : await needs.readSample(source.id);
  const verdict = checkDocument(bytes);
  if (verdict.ok) return { name, bytes, type: verdict.type };
  if (verdict.reason === 'too-large')
    throw new Foreseen('document.too-large', { name, sizeBytes: bytes.length, limitBytes: DOCUMENT_LIMIT_BYTES });
  throw new Foreseen(`document.${verdict.reason}`, { name });
}

/** Posts the document; answers the path of its result on our own base address. */
async function submit(call: Call, input: AnalyseInput): Promise<string> {
  const { feature } = call.deployment;
  const base = `/formrecognizer/v2.1${catalogue[feature].route ?? ''}`;
  const query = new URLSearchParams();
  if (feature !== 'layout') query.set('includeTextDetails', String(input.includeTextDetails));
  if (input.pages !== null) query.set('pages', input.pages);
  if (input.locale !== null && feature !== 'layout') query.set('locale', input.locale);
  const search = query.size === 0 ? '' : `?${query}`;
  const answer = await askPatiently(call, `${base}/analyze${search}`, {
    method: 'POST',
    headers: { 'content-type': call.document.type },
    body: call.document.bytes,
    timeoutMs: call.limits.submitMs,
  });
  if (answer.status !== 202) throw failureOf(answer, call.deployment, { name: call.document.name, pages: input.pages });
  return `${base}/analyzeResults/${resultIdOf(answer, feature)}`;
}

/**
 * The id at the end of `Operation-Location`. Its host is not used: inside a container it is whatever the request's `Host`
 * was, which a proxy may have changed (vendor contract 6.2).
 */
function resultIdOf(answer: ServiceAnswer, feature: Deployment['feature']): string {
  const location = answer.header('operation-location') ?? '';
  const id = /\/analyzeResults\/([\w-]+)\/?(?:\?.*)?$/i.exec(location)?.[1];
  if (id !== undefined) return id;
  const detail = `Operation-Location: ${location || '(none)'}`;
  throw new Foreseen('service.nonsense', { image: feature, route: 'analyze' }, { detail });
}

async function waitForResult(call: Call, route: string): Promise<AnalyzeOperation> {
  const { limits, signal, deployment } = call;
  for (let turn = 0; ; turn += 1) {
    await pause(limits.pollEveryMs[Math.min(turn, limits.pollEveryMs.length - 1)] ?? 1000, signal);
    const answer = await askPatiently(call, route, { timeoutMs: limits.pollMs });
    if (answer.status === 404) throw forgotten(answer, deployment);
    if (answer.status !== 200) throw failureOf(answer, deployment, { name: call.document.name, pages: null });
    const operation = parse(answer, deployment);
    if (operation.status === 'succeeded') return operation;
    if (operation.status === 'failed') throw failedOperation(operation, call);
    if (Date.now() > call.deadline)
      throw new Foreseen('service.too-slow', {
        image: deployment.feature,
        seconds: Math.round(limits.overallMs / 1000),
      });
  }
}

/** The service took the document and does not know it any more, as after a restart: nothing is wrong with the document. */
function forgotten({ status, text }: ServiceAnswer, { feature }: Deployment): Foreseen {
  const facts = {
    image: feature,
    serviceCode: String(status),
    serviceMessage: 'it does not know this analysis any more',
  };
  return new Foreseen('service.failed', facts, { detail: text.slice(0, 4000) });
}

function parse(answer: ServiceAnswer, { feature }: Deployment): AnalyzeOperation {
  const nonsense = (why: string): Foreseen =>
    new Foreseen(
      'service.nonsense',
      { image: feature, route: 'analyzeResults' },
      { detail: `${why}\n\n${answer.text.slice(0, 4000)}` },
    );
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch (error) {
    throw nonsense(String(error));
  }
  const parsed = AnalyzeOperation.safeParse(body);
  if (!parsed.success) throw nonsense(parsed.error.message);
  return parsed.data;
}

function failedOperation(operation: AnalyzeOperation, { deployment, document }: Call): Foreseen {
  const error = operation.analyzeResult?.errors?.[0];
  const serviceCode = error?.code ?? 'failed';
  const serviceMessage = error?.message ?? 'no reason given';
  const helper = helperFailure(`${serviceCode} ${serviceMessage}`, deployment);
  if (helper) return helper;
  const detail = JSON.stringify(operation, null, 2);
  if (/protected|password|encrypt/i.test(serviceMessage))
    return new Foreseen('document.password-protected', { name: document.name }, { detail });
  return new Foreseen('service.failed', { image: deployment.feature, serviceCode, serviceMessage }, { detail });
}

function resultOf(operation: AnalyzeOperation, route: string, { deployment }: Call): AnalyzeResult {
  if (operation.analyzeResult) return operation.analyzeResult;
  const detail = `${route} succeeded without an analyzeResult`;
  throw new Foreseen('service.nonsense', { image: deployment.feature, route: 'analyzeResults' }, { detail });
}

/** Asks, and asks again after 429 and 5xx as the vendor recommends; a refused connection is a container that is gone. */
async function askPatiently(
  call: Call,
  path: string,
  request: Omit<Parameters<typeof askService>[2], 'signal'>,
): Promise<ServiceAnswer> {
  const { port, limits, signal, deployment } = call;
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await askService(port, path, { ...request, signal });
      const wait = limits.backOffMs[turn];
      const busy = answer.status === 429 || answer.status === 503;
      if (!busy || wait === undefined) return answer;
      const asked = Number(answer.header('retry-after')) * 1000;
      await pause(Number.isFinite(asked) && asked > 0 ? Math.min(asked, 60_000) : wait, signal);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const image = deployment.feature;
      if (error.reason === 'timeout')
        throw new Foreseen(
          'service.too-slow',
          { image, seconds: Math.round(request.timeoutMs / 1000) },
          { cause: error },
        );
      if (error.reason === 'too-long')
        throw new Foreseen('service.nonsense', { image, route: path.split('?')[0] ?? path }, { cause: error });
      throw new Foreseen('service.unreachable', { image, port }, { cause: error });
    }
  }
}
