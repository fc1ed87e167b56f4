import type { BatchProgress } from '#shared/domain/batch.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry } from '#shared/domain/history.ts';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import { engineAdds } from '../analysis/engine-adds.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import type { AnswerStore } from './answers.ts';
import type { Looked } from './hold.ts';
import { keepingOf } from './keeping.ts';
import type { OpenManifest } from './manifest.ts';
import type { DocumentEvent } from './manifest-lines.ts';
import type { RowCache } from './row-cache.ts';
import { type Finish, rateOf, recent } from './rules/rate.ts';
import { backOffMs } from './rules/retry.ts';
import { createSender, type Sender } from './sender.ts';
import type { OneDocument, SenderLimits } from './sending.ts';
import type { BatchState } from './state.ts';

export interface Control {
  paused: boolean;
  sender: Sender | null;
}

export interface RunInput {
  readonly batchId: string;
  readonly deployment: Deployment;
  readonly folder: string;
  readonly locale: string | null;
  readonly sendAgain: boolean;
  readonly toSend: readonly string[];
  readonly manifest: OpenManifest;
  readonly answers: AnswerStore;
  readonly cache: RowCache;
  readonly state: BatchState;
  readonly control: Control;
}

export interface RunNeeds {
  /** The host port of the running feature container; fails with `run.*`, `engine.*`. */
  readonly portOf: (deployment: Deployment) => Promise<number>;
  /** Whether what listens there is ready. */
  readonly isReady: (port: number) => Promise<boolean>;
  /** How a container of the deployment was killed since that instant; null where none was. */
  readonly deathSince: (deployment: Deployment, at: string) => Promise<Foreseen | null>;
  /** What is wrong with the folders that the deployment writes to; null where nothing is. */
  readonly outputTrouble: (deployment: Deployment) => Promise<Foreseen | null>;
  readonly record: (entry: LedgerEntry) => void;
  readonly now: () => Date;
  readonly clock: () => number;
  readonly luck: () => number;
  readonly limits?: Partial<SenderLimits>;
}

const LIMITS: SenderLimits = {
  submitMs: 5 * 60_000,
  pollMs: 60_000,
  longestRestMs: 60_000,
  backOff: backOffMs,
  budgetBytes: 256 * 1024 * 1024,
  lookEveryMs: 2000,
  landMs: 1500,
};

/** Sends what waits of a batch and keeps what comes of it; ends when nothing waits. */
export async function runBatch(
  input: RunInput,
  context: OperationContext<BatchProgress>,
  needs: RunNeeds,
): Promise<void> {
  const { deployment, state, control } = input;
  const { clock, now } = needs;
  const port = await needs.portOf(deployment);
  let finishes: readonly Finish[] = [];
  let since = clock();
  let wasStill = false;

  function report(): void {
    const facts = sender.facts();
    const counts = state.counts();
    const still = control.paused || facts.held !== null;
    // A rest is no slowness: after it, time counts anew.
    if (wasStill && !still) {
      finishes = [];
      since = clock();
    }
    wasStill = still;
    const rate = rateOf(finishes, since, counts.waiting + counts.running, clock());
    context.report({
      batchId: input.batchId,
      counts,
      paused: control.paused,
      ...facts,
      pagesPerMinute: still ? null : rate.pagesPerMinute,
      remainingMs: still ? null : rate.remainingMs,
    });
  }

  const sender = createSender(input.toSend, {
    deployment,
    port,
    look: () => lookFor(deployment, needs),
    one: (id) => oneOf(input, id),
    isSuspect: (id) => isSuspect(state.line(id)),
    sizeOf: (id) => state.line(id)?.sizeBytes ?? 0,
    keeping: keepingOf({
      ...input,
      now,
      finished: (pages) => {
        finishes = recent([...finishes, { at: clock(), pages }], clock());
      },
    }),
    deathSince: (at) => engineAdds(needs.deathSince(deployment, at)),
    outputTrouble: () => engineAdds(needs.outputTrouble(deployment)),
    sendAgain: input.sendAgain,
    record: (entry) =>
      needs.record({ deploymentId: deployment.id, feature: deployment.feature, from: 'batch', ...entry }),
    paused: () => control.paused,
    changed: report,
    signal: context.signal,
    now,
    clock,
    luck: needs.luck,
    limits: { ...LIMITS, ...needs.limits },
  });
  control.sender = sender;
  report();
  try {
    await sender.run();
  } finally {
    control.sender = null;
    report();
  }
}

/** A document as the manifest has it: what the service took before is only asked for. */
function oneOf({ folder, locale, state }: RunInput, id: string): OneDocument {
  const line = state.line(id);
  if (line?.event !== 'accepted') return { id, folder, locale, taken: null };
  const { route, at, sha256, sizeBytes, modifiedMs, pages } = line;
  return { id, folder, locale, taken: { route, at, document: { sha256, sizeBytes, modifiedMs, pages } } };
}

function isSuspect(line: DocumentEvent | null): boolean {
  return line?.event === 'unsure' && line.why === 'service-ended';
}

/** Whether the service can be sent to. What the engine says counts, then what the container does. */
async function lookFor(deployment: Deployment, needs: RunNeeds): Promise<Looked> {
  try {
    const port = await needs.portOf(deployment);
    if (await needs.isReady(port)) return { kind: 'there', port };
    const failure = new Foreseen('service.unreachable', { image: deployment.feature, port });
    return { kind: 'gone', failure: toFailure(failure) };
  } catch (error) {
    if (error instanceof Foreseen) return { kind: 'gone', failure: toFailure(error) };
    throw error;
  }
}
