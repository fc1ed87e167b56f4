import { z } from 'zod';

/** A poll's body, as loose as a test needs it. */
export const Polled = z.looseObject({
  status: z.string(),
  createdDateTime: z.string(),
  lastUpdatedDateTime: z.string(),
  analyzeResult: z.looseObject({}).optional(),
});
export type Polled = z.infer<typeof Polled>;

const Errored = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    innerError: z.object({ requestId: z.string() }).optional(),
  }),
});

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly hasRequestId: boolean;
}

export function post(url: string, bytes: Uint8Array | string, contentType = 'application/pdf'): Promise<Response> {
  const body = typeof bytes === 'string' ? bytes : bytes.slice();
  return fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } });
}

export async function refusalOf(answer: Response): Promise<Refused> {
  const { error } = Errored.parse(await answer.json());
  const { code, message, innerError } = error;
  return { status: answer.status, code, message, hasRequestId: innerError !== undefined };
}

/** Asks until the job is done; every status seen on the way, each once, and the last body. */
export async function follow(
  location: string,
): Promise<{ readonly statuses: readonly string[]; readonly last: Polled }> {
  const statuses: string[] = [];
  for (;;) {
    const answer = await fetch(location);
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
    const body = Polled.parse(await answer.json());
    if (statuses.at(-1) !== body.status) statuses.push(body.status);
    if (body.status !== 'notStarted' && body.status !== 'running') return { statuses, last: body };
  }
}

/** Submits a document and follows it to its end. */
export async function analyse(url: string, bytes: Uint8Array, contentType?: string): Promise<Polled> {
  const answer = await post(url, bytes, contentType);
  if (answer.status !== 202) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  return (await follow(answer.headers.get('operation-location') ?? '')).last;
}
