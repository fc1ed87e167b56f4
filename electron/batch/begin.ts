import type { Batch, BatchProgress } from '#shared/domain/batch.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { openAnswers } from './answers.ts';
import { type Batches, batchOf } from './batches.ts';
import type { KnownBatches } from './known.ts';
import { lookInto } from './look.ts';
import { openManifest, readManifest } from './manifest.ts';
import { planOf } from './plan.ts';
import { prepareResultsFolder, type ResultsPlaces } from './results-folder.ts';
import { type RunNeeds, runBatch } from './run.ts';

export interface BeginNeeds extends RunNeeds {
  readonly deployment: (id: string) => Deployment;
  readonly known: KnownBatches;
  readonly places: ResultsPlaces;
  readonly batches: Batches;
}

export interface BeginInput {
  readonly deploymentId: string;
  readonly folder: string;
  readonly subfolders: boolean;
  readonly retryFailed: boolean;
  readonly sendAgain: boolean;
  readonly locale: string | null;
}

/** Results folders that are being opened or run: two operations never write to one. */
const taken = new Set<string>();

/**
 * Begins a batch or goes on with it, and ends when nothing waits.
 *
 * Fails with `run.*`, `engine.*`, `folder.*`, `batch.*`, `disk.full`, `file.not-written`.
 */
export async function beginBatch(
  input: BeginInput,
  context: OperationContext<BatchProgress>,
  needs: BeginNeeds,
): Promise<Batch> {
  const deployment = needs.deployment(input.deploymentId);
  // Asked first: without a container there is no reason to touch the folder.
  await needs.portOf(deployment);
  const { path: resultsFolder, place } = await prepareResultsFolder(input.folder, deployment.feature, needs.places);
  if (taken.has(resultsFolder)) throw new Foreseen('batch.already-running', { folder: input.folder });
  taken.add(resultsFolder);
  try {
    return await runThere(input, { deployment, resultsFolder, place }, context, needs);
  } finally {
    taken.delete(resultsFolder);
  }
}

interface There {
  readonly deployment: Deployment;
  readonly resultsFolder: string;
  readonly place: 'inside' | 'documents';
}

async function runThere(
  input: BeginInput,
  { deployment, resultsFolder, place }: There,
  context: OperationContext<BatchProgress>,
  needs: BeginNeeds,
): Promise<Batch> {
  const { folder, locale } = input;
  const { known, batches, now } = needs;
  const before = await readManifest(resultsFolder);
  // What was once looked for below the folder stays part of the batch.
  const subfolders = input.subfolders || (before?.begun ?? before?.header)?.subfolders === true;
  const { documents } = await lookInto(folder, subfolders, context.signal);
  if (documents.length === 0 && !before?.documents.size) throw new Foreseen('batch.nothing-to-send', { folder });

  const remembered = (await known.list()).find((one) => one.resultsFolder === resultsFolder);
  const opened = await openManifest(
    resultsFolder,
    {
      id: remembered?.id ?? null,
      feature: deployment.feature,
      folder,
      place,
      deploymentId: deployment.id,
      subfolders,
      locale,
    },
    now,
  );
  try {
    const { manifest, notice } = opened;
    if (notice) context.log(`${notice.code} ${JSON.stringify(notice.facts)}`);
    const one = { id: manifest.header.id, deploymentId: deployment.id, resultsFolder };
    await known.remember(one);
    const plan = await planOf({
      folder,
      resultsFolder,
      found: documents,
      known: manifest.documents,
      retryFailed: input.retryFailed,
      sendAgain: input.sendAgain,
      now,
    });
    const begun = { event: 'begun', at: now().toISOString(), deploymentId: deployment.id, subfolders, locale } as const;
    await Promise.all([begun, ...plan.lines].map(opened.append));
    const batch = await batches.reopen(one);
    if (batch === null) throw new Foreseen('batch.unknown', { id: one.id });
    batch.notice = notice;
    const control = { paused: false, sender: null };
    batch.control = control;
    try {
      const answers = await openAnswers(resultsFolder);
      const { state } = batch;
      const cache = await batch.cache();
      const { toSend } = plan;
      const { sendAgain } = input;
      const run = {
        batchId: one.id,
        deployment,
        folder,
        locale,
        sendAgain,
        toSend,
        manifest: opened,
        answers,
        cache,
        state,
      };
      await runBatch({ ...run, control }, context, needs);
    } finally {
      await batches.settle(batch);
    }
    return await batchOf(batch);
  } finally {
    await opened.close();
  }
}
