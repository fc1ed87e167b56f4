import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { rehearsal as contract } from '#shared/contract/rehearsal.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { RehearsedFailure } from '#shared/domain/rehearsal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { parseJson } from '../files/parse-json.ts';
import type { HandlersFor } from '../ipc/handlers.ts';

export interface FailuresNeeds {
  /** Where the rehearsal engine listens; left out outside of a rehearsal. */
  readonly apart?: { readonly socketPath: string };
  readonly deployment: (id: string) => Deployment;
  /** What the engine knows the containers of a deployment by, `name=value`. */
  readonly labelOf: (id: string) => string;
  /** How long the engine may take to answer. */
  readonly limitMs?: number;
}

const LIMIT_MS = 20_000;

const Refused = z.object({ message: z.string() });

/**
 * Serves what a rehearsal alone can do. The engine makes the failures; the rest of the app meets them as any other.
 *
 * Fails with `rehearsal.not-here`, `rehearsal.not-now`, `engine.lost`, `engine.slow`.
 */
export function serveRehearsal({
  apart,
  deployment,
  labelOf,
  limitMs = LIMIT_MS,
}: FailuresNeeds): HandlersFor<typeof contract> {
  const socketPath = apart?.socketPath ?? null;
  const call = async (method: string, body?: unknown): Promise<unknown> => {
    if (socketPath === null) throw new Foreseen('rehearsal.not-here', {});
    const answer = await ask(socketPath, { method, body, limitMs });
    if (answer.status < 300) return parseJson(answer.text) ?? null;
    const said = Refused.safeParse(parseJson(answer.text)).data?.message ?? answer.text;
    throw new Foreseen('rehearsal.not-now', {}, { detail: said });
  };
  return {
    waiting: async () => (socketPath === null ? [] : z.array(RehearsedFailure).parse(await call('GET'))),
    async provoke({ failure, deploymentId }) {
      const { hostPort, parts } = deployment(deploymentId);
      const folders = parts.map(({ licenceFolder }) => licenceFolder);
      await call('POST', { failure, label: labelOf(deploymentId), port: hostPort, folders });
    },
    async calm() {
      await call('DELETE');
    },
  };
}

interface Question {
  readonly method: string;
  readonly body: unknown;
  readonly limitMs: number;
}

async function ask(
  socketPath: string,
  { method, body, limitMs }: Question,
): Promise<{ readonly status: number; readonly text: string }> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    return await new Promise((resolve, reject) => {
      const asked = request({ socketPath, method, path: '/rehearsal/failures', signal }, (answer) => {
        text(answer).then((said) => resolve({ status: answer.statusCode ?? 500, text: said }), reject);
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  } catch (cause) {
    if (signal.aborted) throw new Foreseen('engine.slow', { seconds: Math.round(limitMs / 1000) }, { cause });
    throw new Foreseen('engine.lost', {}, { cause });
  }
}
