import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { takenType } from '../analysis/check-document.ts';
import { type Answered, type Busy, poll, type Talk, wasNotSent } from '../analysis/conversation.ts';
import { type DeliverNeeds, deliver, untilKnown } from '../analysis/deliver.ts';
import { samples } from '../analysis/samples/index.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { askableAt } from '../service-client/http.ts';
import { featureOf } from './sets.ts';
import { type RenewalNeeds, standIn } from './stand.ts';

export interface SampleNeeds extends RenewalNeeds, DeliverNeeds {
  /** The folder of the bundled documents. */
  readonly samplesFolder: string;
  /** Drydock's own ledger: a document that is tried out is one that was sent. */
  readonly record: (entry: LedgerEntry) => void;
}

const CALL_MS = 60_000;
const OVERALL_MS = 10 * 60_000;
const ASK_EVERY_MS = 500;

/**
 * Sends a bundled sample through the second set, as a client would. It counts on that set's meter: one that was interrupted is
 * asked for and not sent again. A set that ended fails the sample at once.
 *
 * Fails with `document.may-count-twice`, `renewal.*`, `service.*`, `run.not-running`, `run.helper-missing`.
 */
export async function sendSample(
  { deploymentId, sendAgain }: { readonly deploymentId: string; readonly sendAgain: boolean },
  { signal, report }: OperationContext<PhasesProgress>,
  needs: SampleNeeds,
): Promise<{ documentName: string; pages: number; milliseconds: number }> {
  const phases = trackPhases(['renewal-check', 'document-send', 'document-wait'], needs.now, report);
  const { talk, document } = await phases.run('renewal-check', async () => {
    const talk = await talkTo(deploymentId, signal, needs);
    const name = samples.find(({ feature }) => feature === talk.deployment.feature)?.fileName ?? '';
    const bytes = new Uint8Array(await readFile(join(needs.samplesFolder, name)));
    return { talk, document: { name, bytes, type: await takenType(name, bytes) } };
  });
  const startedAt = Date.now();
  const options = { includeTextDetails: false, pages: null, locale: null };
  await needs.sent.forgetOtherSets(deploymentId, talk.deployment.set ?? null);
  const whenBusy = async ({ failure }: Busy): Promise<never> => {
    throw failure;
  };
  const delivery = { talk, document, options, timeoutMs: CALL_MS, from: 'sample', sendAgain, whenBusy } as const;
  const delivered = await phases.run('document-send', () =>
    deliver(delivery, needs).catch(async (error: unknown) => {
      if (wasNotSent(error)) await talkTo(deploymentId, signal, needs);
      throw error;
    }),
  );
  const { feature } = talk.deployment;
  const entry = { deploymentId, feature, sentAt: delivered.sentAt, from: 'analyse' } as const;
  // The service has it: from here on it may have counted, whatever becomes of it.
  if (!delivered.takenUp) needs.record({ ...entry, outcome: 'unknown', pages: null });
  const { pages } = await phases.run('document-wait', () =>
    untilKnown(
      delivered,
      waitFor(() => talkTo(deploymentId, signal, needs), talk, {
        route: delivered.route,
        name: document.name,
        startedAt,
      }),
    ),
  );
  needs.record({ ...entry, outcome: 'succeeded', pages });
  await delivered.held.over();
  return { documentName: document.name, pages, milliseconds: Date.now() - startedAt };
}

/** Where the second set is, now. Fails with `run.not-running`, `renewal.*`, `engine.*`. */
async function talkTo(deploymentId: string, signal: AbortSignal, needs: SampleNeeds): Promise<Talk> {
  const { next, containers } = await standIn(['trial'], deploymentId, needs);
  const feature = featureOf(next, containers);
  if (feature?.state === 'paused') throw new Foreseen('run.paused', { name: feature.name });
  if (feature && feature.state !== 'running') throw new Foreseen('run.not-running', { image: next.feature });
  const at = feature?.ports[0];
  if (!at) throw new Foreseen('renewal.not-ready', {});
  return { deployment: next, port: at.hostPort, address: askableAt(at.hostAddress), signal };
}

async function waitFor(
  talkNow: () => Promise<Talk>,
  first: Talk,
  { route, name, startedAt }: { readonly route: string; readonly name: string; readonly startedAt: number },
): Promise<Answered> {
  let talk = first;
  for (;;) {
    const answer = await poll(talk, route, name, CALL_MS);
    if (answer.kind === 'succeeded') return answer;
    if (answer.kind === 'unclear' && answer.failure.code === 'service.unreachable') talk = await talkNow();
    if (Date.now() - startedAt > OVERALL_MS)
      throw new Foreseen('service.too-slow', { image: talk.deployment.feature, seconds: OVERALL_MS / 1000 });
    await sleep(ASK_EVERY_MS, undefined, { signal: talk.signal });
  }
}
