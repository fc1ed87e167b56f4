import { z } from 'zod';
import { ImageId } from './catalogue.ts';

/** One phase of a job as the screen lists it. `name` is a key of the words catalogue's `phases`. */
export const Phase = z.object({
  name: z.string(),
  image: ImageId.nullable(),
  state: z.enum(['todo', 'running', 'done', 'failed']),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Phase = z.infer<typeof Phase>;

export const LayerProgress = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'downloading', 'checking', 'extracting', 'complete', 'already-here']),
  doneBytes: z.int(),
  totalBytes: z.int().nullable(),
});
export type LayerProgress = z.infer<typeof LayerProgress>;

export const ImagePull = z.object({
  image: ImageId.nullable(),
  reference: z.string(),
  state: z.enum(['waiting', 'pulling', 'done', 'failed']),
  /** Sum over the layers known so far; it grows while the engine is still finding layers. */
  doneBytes: z.int(),
  totalBytes: z.int().nullable(),
  layers: z.array(LayerProgress),
});
export type ImagePull = z.infer<typeof ImagePull>;

/** Progress of a pull: facts alone; rate and time left are made from them by a rule. */
export const PullProgress = z.object({
  images: z.array(ImagePull),
  doneBytes: z.int(),
  totalBytes: z.int().nullable(),
  /** Smoothed over the last seconds; null until it is known. */
  bytesPerSecond: z.number().nullable(),
});
export type PullProgress = z.infer<typeof PullProgress>;

export const BytesProgress = z.object({
  doneBytes: z.int(),
  totalBytes: z.int().nullable(),
  bytesPerSecond: z.number().nullable(),
});
export type BytesProgress = z.infer<typeof BytesProgress>;

/** What of a container's files was not taken over: a link, a device or pipe, a set-id file, a name that cannot be shown. */
export const RefusedFile = z.object({ name: z.string(), why: z.enum(['link', 'device', 'set-id', 'name']) });
export type RefusedFile = z.infer<typeof RefusedFile>;

/** What only the operator can decide in a licence download. */
export const LicenceQuestion = z.object({
  image: ImageId,
  /** Nothing moves and it does not end; or it ended, and what it left may not be all. */
  why: z.enum(['quiet', 'doubt']),
  /** Of a quiet: the last sign of life. */
  since: z.string().nullable(),
  /** Of a doubt: how it ended; null where it was ended. */
  exitCode: z.int().nullable(),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.int() })),
  refused: z.array(RefusedFile),
});
export type LicenceQuestion = z.infer<typeof LicenceQuestion>;

/** Go on waiting; take what is there; take nothing. */
export const LicenceDecision = z.enum(['wait', 'take', 'stop']);
export type LicenceDecision = z.infer<typeof LicenceDecision>;

export const PhasesProgress = z.object({
  phases: z.array(Phase),
  /** Asked while it is there; a licence download alone has one. */
  question: LicenceQuestion.optional(),
});
export type PhasesProgress = z.infer<typeof PhasesProgress>;
