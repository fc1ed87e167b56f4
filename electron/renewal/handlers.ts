import type { renewal } from '#shared/contract/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { finishRenewal, undoRenewal } from './end.ts';
import { type FetchNeeds, fetchLicences, importLicence } from './new-licence.ts';
import { type SampleNeeds, sendSample } from './sample.ts';
import { readRenewal } from './state.ts';
import { replaceSet, type SwitchNeeds, switchOver } from './switch.ts';
import { startTrial } from './trial.ts';

/** Serves `renewal`: one step of one deployment at a time. */
export function serveRenewal(needs: FetchNeeds & SwitchNeeds & SampleNeeds): HandlersFor<typeof renewal> {
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
  return {
    state: (input) => readRenewal(input, needs),
    fetch: alone((input, context) => fetchLicences(input, context, needs)),
    import: alone((input, context) => importLicence(input, context, needs)),
    startTrial: alone((input, context) => startTrial(input, context, needs)),
    sample: alone((input, context) => sendSample(input, context, needs)),
    switch: alone((input, context) => switchOver(input, context, needs)),
    replace: alone((input, context) => replaceSet(input, context, needs)),
    finish: alone((input, context) => finishRenewal(input, context, needs)),
    undo: alone((input, context) => undoRenewal(input, context, needs)),
  };
}
