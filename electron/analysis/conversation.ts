import { z } from 'zod';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { catalogue } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import {
  askService,
  type LoopbackAddress,
  NoAnswer,
  type ServiceAnswer,
  type ServiceRequest,
} from '../service-client/http.ts';
import { failureOf, helperFailure } from './service-failures.ts';

/** Two thousand pages, the most that a document may have, at 128 kB a page. */
const LONGEST_ANSWER_BYTES = 256 * 1024 * 1024;
/** What a submit is answered with is empty, or an error. */
const LONGEST_REFUSAL_BYTES = 1024 * 1024;

/** With whom one talks about documents: the feature container of a deployment, published on `port`. */
export interface Talk {
  readonly deployment: Deployment;
  readonly port: number;
  /** Where it is published, if not at the first address of loopback. */
  readonly address?: LoopbackAddress;
  readonly signal: AbortSignal;
}

export interface CheckedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type: DocumentType;
}

export interface AnalyseOptions {
  readonly includeTextDetails: boolean;
  readonly pages: string | null;
  readonly locale: string | null;
}

/** The service takes no more just now (429, 503). */
export interface Busy {
  readonly kind: 'busy';
  /** What its `Retry-After` asks for; null where it has none. */
  readonly retryAfterMs: number | null;
  readonly failure: Foreseen;
}

/** It has the document; `route` is where its result can be asked for, on our own base address. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly route: string;
}

/** It was sent and nothing, or nothing that can be understood, came back: the service may have taken it, and counted it. */
export interface Unsure {
  readonly kind: 'unsure';
  readonly failure: Foreseen;
}

export interface StillRunning {
  readonly kind: 'running';
  readonly retryAfterMs: number | null;
}

/**
 * It could not be told how the job goes: no answer came, a late one, a broken one, or an error of the server itself. The job
 * may go on all the same.
 */
export interface Unclear {
  readonly kind: 'unclear';
  readonly retryAfterMs: number | null;
  readonly failure: Foreseen;
}

export interface Answered {
  readonly kind: 'succeeded';
  /** The body of the poll as it came, JSON. */
  readonly body: Uint8Array;
  /** The same, parsed. */
  readonly json: unknown;
  /** As the answer counts them. */
  readonly pages: number;
}

/**
 * Posts a document once.
 *
 * Fails with `document.*` where the service refuses it, `service.*`, `run.helper-missing`. Source: vendor contract 6.1, 6.2.
 */
export async function submit(
  talk: Talk,
  document: CheckedDocument,
  options: AnalyseOptions,
  timeoutMs: number,
): Promise<Accepted | Busy | Unsure> {
  const { feature } = talk.deployment;
  const base = `/formrecognizer/v2.1${catalogue[feature].route ?? ''}`;
  const query = new URLSearchParams();
  if (feature !== 'layout') query.set('includeTextDetails', String(options.includeTextDetails));
  if (options.pages !== null) query.set('pages', options.pages);
  if (options.locale !== null && feature !== 'layout') query.set('locale', options.locale);
  const search = query.size === 0 ? '' : `?${query}`;
  let answer: ServiceAnswer;
  try {
    answer = await ask(talk, `${base}/analyze${search}`, {
      method: 'POST',
      headers: { 'content-type': document.type },
      body: document.bytes,
      timeoutMs,
      maxBytes: LONGEST_REFUSAL_BYTES,
    });
  } catch (error) {
    if (!(error instanceof Foreseen) || wasNotSent(error)) throw error;
    return { kind: 'unsure', failure: error };
  }
  if (answer.status === 202) {
    const id = resultIdOf(answer);
    return id === null
      ? { kind: 'unsure', failure: withoutLocation(answer, feature) }
      : { kind: 'accepted', route: `${base}/analyzeResults/${id}` };
  }
  return busyOr(answer, failureOf(answer, talk.deployment, { name: document.name, pages: options.pages }));
}

/**
 * Asks once for the result at `route`. Of the body only its state is looked at, how many pages it has, and why it failed:
 * whatever else is wrong with it is for the reader of results to say.
 *
 * Fails where the service itself says how the job ended: `service.failed` (404 too: it does not know it any more),
 * `run.helper-missing`, `document.*`; and with `service.answer-too-long`. Source: vendor contract 6.3.
 */
export async function poll(
  talk: Talk,
  route: string,
  documentName: string,
  timeoutMs: number,
): Promise<StillRunning | Answered | Busy | Unclear> {
  const { deployment } = talk;
  let answer: ServiceAnswer;
  try {
    answer = await ask(talk, route, { timeoutMs, maxBytes: LONGEST_ANSWER_BYTES });
  } catch (error) {
    return unclearOr(error);
  }
  if (answer.status === 404) throw forgotten(answer, deployment);
  if (answer.status !== 200) {
    const failure = failureOf(answer, deployment, { name: documentName, pages: null });
    const retryAfterMs = retryAfterOf(answer);
    if (failure.code === 'service.busy') return { kind: 'busy', retryAfterMs, failure };
    if (failure.code.startsWith('service.')) return { kind: 'unclear', retryAfterMs, failure };
    throw failure;
  }
  const operation = parse(answer, deployment);
  if (operation instanceof Foreseen) return { kind: 'unclear', retryAfterMs: null, failure: operation };
  if (operation.status === 'failed') throw failedOperation(operation, deployment, documentName);
  if (operation.status !== 'succeeded') return { kind: 'running', retryAfterMs: retryAfterOf(answer) };
  const pages = operation.analyzeResult?.readResults?.length;
  if (pages !== undefined) return { kind: 'succeeded', body: answer.bytes, json: operation, pages };
  const failure = nonsense(answer, deployment, 'succeeded without an analyzeResult that has readResults');
  return { kind: 'unclear', retryAfterMs: null, failure };
}

function unclearOr(error: unknown): Unclear {
  if (error instanceof Foreseen && error.code !== 'service.answer-too-long')
    return { kind: 'unclear', retryAfterMs: null, failure: error };
  throw error;
}

/** What is looked at in the body of a poll; the vendor's states are exactly these four. */
const PollBody = z.looseObject({
  status: z.enum(['notStarted', 'running', 'succeeded', 'failed']),
  analyzeResult: z
    .looseObject({
      readResults: z.array(z.unknown()).nullish(),
      errors: z.array(z.looseObject({ code: z.string().nullish(), message: z.string().nullish() })).nullish(),
    })
    .nullish(),
});
type PollBody = z.infer<typeof PollBody>;

/** Asks the container. Fails with `service.*` where no answer comes. */
async function ask(
  { deployment, port, address, signal }: Talk,
  path: string,
  request: Omit<ServiceRequest, 'signal'>,
): Promise<ServiceAnswer> {
  try {
    return await askService(port, path, { ...request, signal, ...(address ? { address } : {}) });
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
      throw new Foreseen('service.answer-too-long', { image, limitBytes: request.maxBytes ?? 0 }, { cause: error });
    throw new Foreseen('service.unreachable', { image, port }, { cause: error });
  }
}

/** Whether a failure says that the question reached no container: nothing of the document did. */
export const wasNotSent = (error: unknown): boolean =>
  error instanceof Foreseen && error.cause instanceof NoAnswer && error.cause.reason === 'refused';

/**
 * The id at the end of `Operation-Location`; null where there is none. Its host is not used: inside a container it is
 * whatever the request's `Host` was, which a proxy may have changed (vendor contract 6.2).
 */
function resultIdOf(answer: ServiceAnswer): string | null {
  const location = answer.header('operation-location') ?? '';
  return /\/analyzeResults\/([\w-]+)\/?(?:\?.*)?$/i.exec(location)?.[1] ?? null;
}

const withoutLocation = (answer: ServiceAnswer, image: Deployment['feature']): Foreseen => {
  const detail = `Operation-Location: ${answer.header('operation-location') ?? '(none)'}`;
  return new Foreseen('service.nonsense', { image, route: 'analyze' }, { detail });
};

function busyOr(answer: ServiceAnswer, failure: Foreseen): Busy {
  if (failure.code !== 'service.busy') throw failure;
  return { kind: 'busy', retryAfterMs: retryAfterOf(answer), failure };
}

/** `Retry-After` is a number of seconds or a date (RFC 9110); anything else counts as none. */
function retryAfterOf(answer: ServiceAnswer): number | null {
  const text = answer.header('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now());
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

const nonsense = (answer: ServiceAnswer, { feature }: Deployment, why: string): Foreseen =>
  new Foreseen(
    'service.nonsense',
    { image: feature, route: 'analyzeResults' },
    { detail: `${why}\n\n${answer.text.slice(0, 4000)}` },
  );

function parse(answer: ServiceAnswer, deployment: Deployment): PollBody | Foreseen {
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch (error) {
    return nonsense(answer, deployment, String(error));
  }
  const parsed = PollBody.safeParse(body);
  return parsed.success ? parsed.data : nonsense(answer, deployment, parsed.error.message);
}

function failedOperation(operation: PollBody, deployment: Deployment, name: string): Foreseen {
  const error = operation.analyzeResult?.errors?.[0];
  const serviceCode = error?.code ?? 'failed';
  const serviceMessage = error?.message ?? 'no reason given';
  const helper = helperFailure(`${serviceCode} ${serviceMessage}`, deployment);
  if (helper) return helper;
  const detail = JSON.stringify(operation, null, 2).slice(0, 4000);
  if (/protected|password|encrypt/i.test(serviceMessage))
    return new Foreseen('document.password-protected', { name }, { detail });
  return new Foreseen('service.failed', { image: deployment.feature, serviceCode, serviceMessage }, { detail });
}
