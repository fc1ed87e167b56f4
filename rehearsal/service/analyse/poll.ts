import { type Answer, type Call, errorAnswer, json } from '../http/exchange.ts';
import type { Switches } from '../settings/switches.ts';
import type { Job, Jobs } from './jobs.ts';
import { FORM_VERSION } from './results.ts';

/** UTC to the second, as recorded answers have it. */
export function wireTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** The body of a poll. A failed job's errors stand in its `analyzeResult`, the only place the contract has for them. */
export function pollBody(job: Job): unknown {
  const head = {
    status: job.status,
    createdDateTime: wireTime(job.createdAt),
    lastUpdatedDateTime: wireTime(job.updatedAt),
  };
  if (job.status === 'succeeded') return { ...head, analyzeResult: job.result };
  if (job.status === 'failed') {
    return { ...head, analyzeResult: { version: FORM_VERSION, readResults: [], errors: job.errors } };
  }
  return head;
}

function switchedBody(job: Job, { analyze }: Switches): Answer | null {
  switch (analyze) {
    case 'busy-poll': {
      const busy = errorAnswer(429, '429', 'Too many requests. Please retry after 1 second.');
      return { ...busy, headers: { ...busy.headers, 'retry-after': '1' } };
    }
    case 'nonsense-status':
      return json(200, { status: 'pondering', createdDateTime: wireTime(job.createdAt) });
    case 'nonsense-result': {
      const whole = { status: 'succeeded', createdDateTime: wireTime(job.createdAt) };
      const analyzeResult = { version: 'x', readResults: 'none', documentResults: 7 };
      return json(200, { ...whole, lastUpdatedDateTime: wireTime(job.updatedAt), analyzeResult });
    }
    case 'forget':
      return errorAnswer(404, 'NotFound', 'The requested operation was not found.');
    default:
      return null;
  }
}

/** The GET that asks how a job is getting on: 200 whatever its state, 404 for an id that is not known. */
export function pollHandler(jobs: Jobs, switches: () => Promise<Switches>): (call: Call) => Promise<Answer> {
  return async (call) => {
    const job = jobs.get(call.parameters['resultId'] ?? '');
    if (job === null) return errorAnswer(404, 'NotFound', 'The requested operation was not found.');
    return switchedBody(job, await switches()) ?? json(200, pollBody(job));
  };
}
