import type { AnalysedSource, AnalysisSummary, DocumentType } from '#shared/domain/analysis.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { takenType } from './check-document.ts';
import { type AnalyseOptions, type Answered, type Busy, poll, type Talk, wasNotSent } from './conversation.ts';
import { type Delivered, type DeliverNeeds, deliver, takenUp, untilKnown } from './deliver.ts';
import { engineAdds } from './engine-adds.ts';
import { outcomeOf } from './outcome.ts';
import { pause } from './pause.ts';

export interface AnalyseNeeds extends DeliverNeeds {
  readonly deployment: (id: string) => Promise<Deployment> | Deployment;
  /** The host port of the running feature container; fails with `run.*` when it does not run. */
  readonly portOf: (deployment: Deployment) => Promise<number>;
  /** How a container of the deployment was killed since that instant; null where none was. */
  readonly deathSince: (deployment: Deployment, at: string) => Promise<Foreseen | null>;
  /** That a container of the deployment is paused; null where none is. */
  readonly pauseTrouble: (deployment: Deployment) => Promise<Foreseen | null>;
  /** What is wrong with the folders that the deployment writes to; null where nothing is. */
  readonly outputTrouble: (deployment: Deployment) => Promise<Foreseen | null>;
  readonly readSample: (id: string) => Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** Keeps an answer's body; its id. */
  readonly keep: (body: Uint8Array) => string;
  /** Told of every document that the service took, when its end is known. */
  readonly record: (entry: LedgerEntry) => void;
  readonly limits?: Partial<Limits>;
}

interface Limits {
  /** One submit: the body may be large and the container busy. */
  readonly submitMs: number;
  readonly pollMs: number;
  /** From submit to result. */
  readonly overallMs: number;
  /** How long a service that answers, and nothing else than nonsense, is asked again. */
  readonly nonsenseMs: number;
  /** Waits between polls; the last one repeats. The vendor asks for at least one second on the hosted service. */
  readonly pollEveryMs: readonly number[];
  /** Waits after 429 and 5xx. Source: vendor contract 6.3. */
  readonly backOffMs: readonly number[];
}

const LIMITS: Limits = {
  submitMs: 120_000,
  pollMs: 30_000,
  overallMs: 15 * 60_000,
  nonsenseMs: 60_000,
  pollEveryMs: [300, 500, 1000, 1000, 2000],
  backOffMs: [2000, 3000, 5000, 8000],
};

/** What may have another reason than the service knows of. */
const OF_THE_SERVICE = /^(?:service\.|run\.|document\.may-count-twice$)/;

interface AnalyseInput extends AnalyseOptions {
  readonly deploymentId: string;
  readonly document: AnalysedSource;
  readonly sendAgain: boolean;
}

/**
 * Sends one document to the running feature container and waits for what it found. One that was sent before and interrupted is
 * not sent again: its result is asked for.
 *
 * Fails with `document.*`, `service.*`, `run.*`. Source: vendor contract 6.
 */
export async function analyse(
  input: AnalyseInput,
  context: OperationContext<PhasesProgress>,
  needs: AnalyseNeeds,
): Promise<AnalysisSummary> {
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
  const deadline = performance.now() + limits.overallMs;
  const { name } = document;
  const call: Call = { deployment, name, port, limits, signal, deadline, begunAt: startedAt.toISOString() };
  const delivered = await phases.run('document-send', () => explained(send(document, call, input, needs), call, needs));
  const { sentAt } = delivered;
  const record = (outcome: LedgerEntry['outcome'], pages: number | null): void =>
    needs.record({ deploymentId: deployment.id, feature: deployment.feature, sentAt, from: 'analyse', outcome, pages });
  // Taken, and therefore in the ledger, even if Drydock is killed before the answer comes.
  if (!delivered.takenUp) record('unknown', null);
  // Its work ended with the container.
  const lost = (death: Foreseen): Promise<void> | void =>
    death.code === 'document.killed-service' ? delivered.held.forgotten() : undefined;
  const wait = async (): Promise<Answered> => {
    try {
      return await waitForAnswer(call, delivered.route, needs);
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome !== 'unknown') record(outcome, null);
      throw error;
    }
  };
  const answer = await phases.run('document-wait', () => explained(untilKnown(delivered, wait()), call, needs, lost));
  record('succeeded', answer.pages);
  return phases.run('document-result', async () => {
    const resultId = needs.keep(answer.body);
    await delivered.held.over();
    return {
      resultId,
      documentName: name,
      documentType: document.type,
      feature: deployment.feature,
      analysedAt: needs.now().toISOString(),
      milliseconds: needs.now().getTime() - startedAt.getTime(),
      pages: answer.pages,
      sizeBytes: answer.body.byteLength,
    };
  });
}

interface Call extends Talk {
  /** Of the document. */
  readonly name: string;
  readonly limits: Limits;
  /** A reading of `performance.now()`: this computer's clock may be set meanwhile. */
  readonly deadline: number;
  readonly begunAt: string;
}

/** A document to send, or one that was sent before by its id. */
type Given =
  | { readonly name: string; readonly type: DocumentType; readonly bytes: Uint8Array }
  | { readonly name: string; readonly type: DocumentType; readonly sentId: string };

async function readDocument(source: AnalysedSource, needs: AnalyseNeeds): Promise<Given> {
  if (source.kind === 'interrupted') {
    const { documentName, documentType, id } = needs.sent.interrupted(source.id);
    return { name: documentName, type: documentType, sentId: id };
  }
  const { name, bytes } = source.kind === 'bytes' ? source : await needs.readSample(source.id);
  return { name, bytes, type: await takenType(name, bytes) };
}

/** What went wrong, told as what Drydock knows to be its reason: the container's death, or a folder that takes no files. */
async function explained<T>(
  work: Promise<T>,
  { deployment, begunAt, signal }: Call,
  needs: AnalyseNeeds,
  found: (reason: Foreseen) => Promise<void> | void = () => undefined,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Foreseen) || !OF_THE_SERVICE.test(error.code)) throw error;
    const reason = await reasonOf(error, deployment, begunAt, needs);
    if (reason) await found(reason);
    throw reason ?? error;
  }
}

async function reasonOf(
  error: Foreseen,
  deployment: Deployment,
  begunAt: string,
  needs: AnalyseNeeds,
): Promise<Foreseen | null> {
  const still = await engineAdds(needs.pauseTrouble(deployment));
  // What may count twice is said as that: only so it can be sent again.
  if (still) return error.code === 'document.may-count-twice' ? null : still;
  return (await engineAdds(needs.deathSince(deployment, begunAt))) ?? engineAdds(needs.outputTrouble(deployment));
}

/**
 * Posts the document, and again while the service is busy, or is just starting and takes nothing yet; answers where its result
 * is. Fails at once where it does not run.
 */
async function send(document: Given, call: Call, input: AnalyseInput, needs: AnalyseNeeds): Promise<Delivered> {
  if ('sentId' in document) return takenUp(needs.sent.takeUp(document.sentId));
  const { limits, signal, deployment } = call;
  let { port } = call;
  for (let turn = 0; ; turn += 1) {
    try {
      return await deliver(
        {
          talk: { ...call, port },
          document,
          options: input,
          timeoutMs: limits.submitMs,
          from: 'analyse',
          sendAgain: input.sendAgain,
          whenBusy: (busy, times) => backOff(busy, limits.backOffMs[times], signal),
        },
        needs,
      );
    } catch (error) {
      if (!(error instanceof Foreseen) || !wasNotSent(error)) throw error;
      port = await needs.portOf(deployment);
      await backOff({ retryAfterMs: null, failure: error }, limits.backOffMs[turn], signal);
    }
  }
}

/**
 * Asks until the job has ended or the time is up. A question that got no answer, or none that can be read, is asked again: the
 * service may finish all the same. What the last one told is what is said in the end.
 */
async function waitForAnswer(call: Call, route: string, needs: AnalyseNeeds): Promise<Answered> {
  const { limits, signal, deployment } = call;
  let busy = 0;
  let { port } = call;
  let nonsenseSince: number | null = null;
  for (let turn = 0; ; turn += 1) {
    await pause(limits.pollEveryMs[Math.min(turn, limits.pollEveryMs.length - 1)] ?? 1000, signal);
    const answer = await poll({ ...call, port }, route, call.name, limits.pollMs);
    if (answer.kind === 'succeeded') return answer;
    if (answer.kind === 'busy') await backOff(answer, limits.backOffMs[busy] ?? limits.backOffMs.at(-1), signal);
    busy = answer.kind === 'busy' ? busy + 1 : 0;
    const wrong = answer.kind === 'running' ? null : answer.failure;
    // Fails at once where the container has ended; one that was started again may have another port.
    if (wrong?.code === 'service.unreachable') port = await needs.portOf(deployment);
    const now = performance.now();
    nonsenseSince = wrong?.code === 'service.nonsense' ? (nonsenseSince ?? now) : null;
    const isHopeless = nonsenseSince !== null && now - nonsenseSince > limits.nonsenseMs;
    if (isHopeless || now > call.deadline)
      throw (
        wrong ??
        new Foreseen('service.too-slow', {
          image: deployment.feature,
          seconds: Math.round(limits.overallMs / 1000),
        })
      );
  }
}

/** Waits as long as the service asks for, or as the vendor recommends; with no turn left the service is busy for good. */
async function backOff(
  { retryAfterMs, failure }: Pick<Busy, 'retryAfterMs' | 'failure'>,
  wait: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (wait === undefined) throw failure;
  await pause(retryAfterMs !== null && retryAfterMs > 0 ? Math.min(retryAfterMs, 60_000) : wait, signal);
}
