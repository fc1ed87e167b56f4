import type { renewal } from '#shared/contract/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { finishRenewal, undoRenewal } from './end.ts';
import { type FetchNeeds, fetchLicences, importLicence } from './new-licence.ts';
import { type SampleNeeds, sendSample } from './sample.ts';
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
}

/** Serves `renewal`: one step of one deployment at a time. */
export function serveRenewal(needs: RenewalRoomNeeds): HandlersFor<typeof renewal> {
  const { usage } = needs;
  const busy = new Set<string>();
  const alone =
    <I extends { readonly deploymentId: string }, C, O>(step: (input: I, context: C) => Promise<O>) =>
    async (input: I, context: C): Promise<O> => {
      if (busy.has(input.deploymentId)) throw new Foreseen('renewal.busy', {});
      busy.add(input.deploymentId);
      try {
        return await step(input, context);
      } finally {
        busy.delete(input.deploymentId);
      }
    };
  /** A step that changes who serves: what the one before has counted by then is in Drydock's book. */
  const counted =
    <I extends { readonly deploymentId: string }, C, O>(step: (input: I, context: C) => Promise<O>) =>
    async (input: I, context: C): Promise<O> => {
      await usage.beforeStop(input.deploymentId);
      return step(input, context).finally(() => usage.soon(input.deploymentId));
    };
  return {
    state: (input) => readRenewal(input, needs),
    fetch: alone((input, context) => fetchLicences(input, context, needs)),
    import: alone((input, context) =>
      importLicence({ ...input, folder: needs.grants.pathOf('read-folder', input.folder) }, context, needs),
    ),
    startTrial: alone((input, context) => startTrial(input, context, needs)),
    sample: alone((input, context) => sendSample(input, context, needs)),
    switch: alone(counted((input, context) => switchOver(input, context, needs))),
    replace: alone(counted((input, context) => replaceSet(input, context, needs))),
    finish: alone((input, context) => finishRenewal(input, context, needs)),
    undo: alone(counted((input, context) => undoRenewal(input, context, needs))),
  };
}
