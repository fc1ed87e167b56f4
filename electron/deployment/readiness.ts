import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { ContainerWorld } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { parseJson } from '../files/parse-json.ts';
import { throughGate } from '../gate/gate.ts';
import { askableAt, askService, type LoopbackAddress, NoAnswer, type ServiceAnswer } from '../service-client/http.ts';

const PROBE_MS = 3000;
const PROBE_BYTES = 64 * 1024;
const LINES_IN_DETAIL = 50;

/** One look at `/ready` of a container, where it is published. */
export async function readinessOf(container: ContainerFacts): Promise<ContainerWorld['readiness']> {
  if (container.state !== 'running') return 'not-running';
  const port = container.ports[0]?.hostPort;
  const address = askableAt(container.ports[0]?.hostAddress);
  return port === undefined ? 'unreachable' : readinessAt(port, address);
}

/**
 * One look at `/ready` of what is published on a port of this computer. Any 2xx is ready (vendor contract 4), except for a
 * web page: that is another program, or a proxy's words.
 */
export async function readinessAt(
  port: number,
  address: LoopbackAddress = '127.0.0.1',
): Promise<'ready' | 'not-ready' | 'unreachable'> {
  try {
    const answer = await askService(port, '/ready', { timeoutMs: PROBE_MS, maxBytes: PROBE_BYTES, address });
    return saysReady(answer) ? 'ready' : 'not-ready';
  } catch (error) {
    if (error instanceof NoAnswer) return error.reason === 'timeout' ? 'unreachable' : 'not-ready';
    throw error;
  }
}

const saysReady = (answer: ServiceAnswer): boolean => answer.status >= 200 && answer.status < 300 && !isWebPage(answer);

const isWebPage = ({ header, text }: ServiceAnswer): boolean =>
  /\bx?html\b/i.test(header('content-type') ?? '') || /^\s*<(?:!doctype|html|head|body)\b/i.test(text);

const Status = z.looseObject({ apiStatus: z.string().nullish() });

/** The word of `/status`, where it says one (vendor contract 4.1); null for anything else. */
export async function statusWordOf(container: ContainerFacts): Promise<string | null> {
  const port = container.ports[0]?.hostPort;
  if (container.state !== 'running' || port === undefined) return null;
  const address = askableAt(container.ports[0]?.hostAddress);
  try {
    const { text } = await askService(port, '/status', { timeoutMs: PROBE_MS, maxBytes: PROBE_BYTES, address });
    return Status.safeParse(parseJson(text)).data?.apiStatus ?? null;
  } catch {
    return null; // a word that is not there is no failure: readiness is what counts
  }
}

export interface ReadyLimits {
  readonly readyMs: number;
  readonly lookEveryMs: number;
}

/** The exit code of what was killed: 128 and the signal's number. */
const KILLED = 137;
/** A container is started again a moment before the engine's event tells how it ended. */
const END_WITHIN_MS = 3000;
const END_EVERY_MS = 100;

export const READY_LIMITS: ReadyLimits = { readyMs: 10 * 60_000, lookEveryMs: 500 };

/**
 * Waits until a started container answers `/ready`, and notices when it ends instead; one that the engine starts again
 * and again has ended too.
 *
 * Fails with `run.refused-to-start`, `run.killed-for-memory`, `run.not-ready`; an abort ends in the signal's reason.
 */
export async function waitUntilReady(input: {
  readonly engine: Engine;
  /** What the container is reached through; null where it publishes a port itself. */
  readonly gate: ContainerFacts | null;
  readonly containerId: string;
  readonly image: ImageId;
  readonly memoryBytes: number;
  readonly signal: AbortSignal;
  readonly limits: ReadyLimits;
}): Promise<ContainerFacts> {
  const { engine, containerId, image, limits, signal } = input;
  const startedAt = Date.now();
  let firstStart: string | null = null;
  const lastLines = async (): Promise<string> => (await engine.containers.tail(containerId, LINES_IN_DETAIL)).trim();
  for (;;) {
    signal.throwIfAborted();
    const facts = await engine.containers.inspect(containerId);
    firstStart ??= facts?.startedAt ?? null;
    const startedAgain = facts !== null && firstStart !== null && facts.startedAt !== firstStart;
    if (!facts || (facts.state !== 'running' && facts.state !== 'created') || startedAgain) {
      const { exitCode, forMemory } = await endOf(engine, facts);
      const detail = facts ? await lastLines() : '';
      if (forMemory) throw new Foreseen('run.killed-for-memory', { image, memoryBytes: input.memoryBytes }, { detail });
      throw new Foreseen('run.refused-to-start', { image, exitCode }, { detail });
    }
    if ((await readinessOf(throughGate(facts, input.gate))) === 'ready') return facts;
    if (Date.now() - startedAt > limits.readyMs)
      throw new Foreseen(
        'run.not-ready',
        { image, seconds: Math.round(limits.readyMs / 1000) },
        { detail: await lastLines() },
      );
    await sleep(limits.lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * How a container ended that is just being started, also where the engine has started it again. Engines do not always say
 * that it was for memory; nobody else kills a container then. Unknown where the engine's events are not followed.
 */
async function endOf(
  engine: Engine,
  facts: ContainerFacts | null,
): Promise<{ exitCode: number | null; forMemory: boolean }> {
  let now = facts;
  for (const until = Date.now() + END_WITHIN_MS; now && Date.now() < until; await sleep(END_EVERY_MS)) {
    const exitCode = now.exitCode ?? now.restarts?.exitCode ?? null;
    if (exitCode !== null || now.killedForMemory)
      return { exitCode, forMemory: now.killedForMemory || exitCode === KILLED };
    now = await engine.containers.inspect(now.id);
  }
  return { exitCode: null, forMemory: false };
}
