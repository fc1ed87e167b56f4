import { z } from 'zod';
import { World } from '../domain/world.ts';
import type { Failure } from '../failures/failure.ts';
import { action, query } from './kinds.ts';

const StartFailure = z.custom<Failure>((value) => typeof value === 'object' && value !== null);

export const StartState = z.discriminatedUnion('name', [
  /** The services are there; the page belongs to this world until it is loaded anew. */
  z.object({ name: z.literal('ready'), world: World }),
  z.object({ name: z.literal('failed'), failure: StartFailure, dataFolder: z.string(), logFile: z.string() }),
]);
export type StartState = z.infer<typeof StartState>;

/** The start of the app itself: answered in every state and to a page of any world, also where nothing else answers. */
export const start = {
  /** Answered once the start is over, either way. */
  state: query({ input: z.void(), output: StartState }),
  /** Starts the services once more after a failure, and answers how it went. */
  again: action({ input: z.void(), output: StartState, touches: [] }),
  /** Shows the folder that holds Drydock's own files. */
  openFolder: action({ input: z.void(), output: z.void(), touches: [] }),
  quit: action({ input: z.void(), output: z.void(), touches: [] }),
};
