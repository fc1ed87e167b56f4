import { request } from 'node:http';
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
}

const Refused = z.object({ message: z.string() });

/**
 * Serves what a rehearsal alone can do. The engine makes the failures; the rest of the app meets them as any other.
 *
 * Fails with `rehearsal.not-here`, `rehearsal.not-now`.
 */
export function serveRehearsal({ apart, deployment, labelOf }: FailuresNeeds): HandlersFor<typeof contract> {
  const socketPath = apart?.socketPath ?? null;
  const call = async (method: string, body?: unknown): Promise<unknown> => {
    if (socketPath === null) throw new Foreseen('rehearsal.not-here', {});
    const { status, text } = await ask(socketPath, method, body);
    if (status < 300) return parseJson(text) ?? null;
    const said = Refused.safeParse(parseJson(text)).data?.message ?? text;
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

function ask(socketPath: string, method: string, body: unknown): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path: '/rehearsal/failures' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 500, text }));
    });
    call.on('error', (cause) => reject(new Foreseen('engine.lost', {}, { cause })));
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
