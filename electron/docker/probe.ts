import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { z } from 'zod';
import type { EngineCandidate } from '#shared/domain/engine.ts';
import { errorCode } from '../files/error-code.ts';
import { parseJson } from '../files/parse-json.ts';
import type { Address } from './address.ts';

/** The part of `/version` that Docker and Podman share. */
export const EngineVersion = z.looseObject({
  ApiVersion: z.string(),
  MinAPIVersion: z.string().nullish(),
  Version: z.string().nullish(),
  Os: z.string().nullish(),
  Arch: z.string().nullish(),
  KernelVersion: z.string().nullish(),
  Components: z.array(z.looseObject({ Name: z.string() })).nullish(),
});
export type EngineVersion = z.infer<typeof EngineVersion>;

export type Probe =
  | { readonly ok: true; readonly version: EngineVersion }
  | { readonly ok: false; readonly outcome: EngineCandidate['outcome']; readonly detail: string };

const ANSWER_LIMIT_BYTES = 1_000_000;

/**
 * Podman starts its runtime, its monitor and its network programs to tell their versions: 0.3 s on an idle machine, more than 2 s
 * on a busy one. An engine that answers at all may take this long for it.
 */
const VERSION_LIMIT_MS = 15_000;

/** Asks whether an engine answers at an address (`timeoutMs` for that), and if not, in what way. Never rejects. */
export async function probe(address: Address, timeoutMs: number): Promise<Probe> {
  try {
    await get(address, '/_ping', timeoutMs);
    const text = await get(address, '/version', Math.max(timeoutMs, VERSION_LIMIT_MS));
    const version = EngineVersion.safeParse(parseJson(text));
    if (version.success) return { ok: true, version: version.data };
    return { ok: false, outcome: 'not-an-engine', detail: text.slice(0, 200) };
  } catch (error) {
    return { ok: false, ...outcomeOf(error) };
  }
}

function outcomeOf(error: unknown): { outcome: EngineCandidate['outcome']; detail: string } {
  const detail = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { outcome: 'no-socket', detail };
  if (code === 'EACCES' || code === 'EPERM') return { outcome: 'permission-denied', detail };
  if (code === 'ECONNREFUSED') return { outcome: 'not-running', detail };
  if (error instanceof SyntaxError) return { outcome: 'not-an-engine', detail };
  if (typeof code === 'string' && code.startsWith('HPE_')) return { outcome: 'not-an-engine', detail };
  return { outcome: 'no-answer', detail };
}

/** A bare GET, before a client is made: which address it can be made for is the question. */
function get(address: Address, path: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { path, method: 'GET', signal };
    const call =
      address.kind === 'socket'
        ? httpRequest({ ...options, headers: { host: 'engine' }, socketPath: address.socketPath })
        : address.tls
          ? httpsRequest({ ...options, host: address.host, port: address.port, ...address.tls })
          : httpRequest({ ...options, host: address.host, port: address.port });
    call.on('error', reject);
    call.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('error', reject);
      answer.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > ANSWER_LIMIT_BYTES) call.destroy(new SyntaxError('more than an engine would answer'));
      });
      answer.on('end', () => resolve(text));
    });
    call.end();
  });
}
