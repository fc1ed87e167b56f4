import type { renewal } from '#shared/contract/renewal.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Job, Jobs } from '../jobs/jobs.ts';
import { finishRenewal, undoRenewal } from './end.ts';
import { type FetchNeeds, fetchLicences, importLicence } from './new-licence.ts';
import { type SampleNeeds, sendSample } from './sample.ts';
import { readStand } from './stand.ts';
import { readRenewal } from './state.ts';
import { replaceSet, type SwitchNeeds, switchOver } from './switch.ts';
import { startTrial } from './trial.ts';

export interface RenewalRoomNeeds extends FetchNeeds, SwitchNeeds, SampleNeeds {
  readonly grants: Pick<Grants, 'pathOf'>;
  /** Reads the usage of the serving set before its port is taken away, and again afterwards. */
  readonly usage: {
    readonly beforeStop: (deploymentId: string) => Promise<void>;
    readonly soon: (deploymentId: string) => void;
  };
  readonly jobs: Pick<Jobs, 'keep' | 'supersede'>;
}

/** Serves `renewal`. One step of a deployment runs at a time: `ipc/holds.ts` says so. */
export function serveRenewal(needs: RenewalRoomNeeds): HandlersFor<typeof renewal> {
  const { usage, jobs } = needs;
  /** A step that changes who serves: what the one before has counted by then is in Drydock's book. */
  const counted =
    <I extends { readonly deploymentId: string }, C, O>(step: (input: I, context: C) => Promise<O>) =>
    async (input: I, context: C): Promise<O> => {
      await usage.beforeStop(input.deploymentId);
      return step(input, context).finally(() => usage.soon(input.deploymentId));
    };
  /** A step that leaves something half done when it is interrupted: the next start of the app takes it up. */
  const kept =
    <I extends { readonly deploymentId: string }, C, O>(
      task: Job['task'],
      step: (input: I, context: C, stopping: () => Promise<void>) => Promise<O>,
    ) =>
    async (input: I, context: C): Promise<O> => {
      const { serving, engine } = await readStand(input.deploymentId, needs);
      const job = { id: input.deploymentId, task, engine: engine.host, served: serving !== 'nobody' };
      return jobs.keep(job, (stopping) => step(input, context, stopping));
    };
  return {
    state: (input) => readRenewal(input, needs),
    fetch: (input, context) => fetchLicences(input, context, needs),
    import: (input, context) =>
      importLicence({ ...input, folder: needs.grants.pathOf('read-folder', input.folder) }, context, needs),
    startTrial: async (input, context) => {
      await jobs.supersede(input.deploymentId);
      return startTrial(input, context, needs);
    },
    sample: (input, context) => sendSample(input, context, needs),
    switch: counted(kept('renewal.switch', (input, context) => switchOver(input, context, needs))),
    replace: counted(
      kept('renewal.replace', (input, context, stopping) => replaceSet(input, context, { ...needs, stopping })),
    ),
    finish: kept('renewal.finish', (input, context) => finishRenewal(input, context, needs)),
    undo: counted(kept('renewal.undo', (input, context) => undoRenewal(input, context, needs))),
  };
}
