import { z } from 'zod';
import { ImageId } from './catalogue.ts';
import { ContainerWorld, LicenceState } from './deployment.ts';

/**
 * How far a renewal is, read from the world each time:
 * `none` nothing is being renewed; `licence` there is a new licence beside the old one; `trial` a second container set was
 * made with it; `switched` the deployment is the new set, the old one is still there; `leftovers` the renewal is over and
 * containers of before were not taken away.
 */
export const RenewalStage = z.enum(['none', 'licence', 'trial', 'switched', 'leftovers']);
export type RenewalStage = z.infer<typeof RenewalStage>;

export const RenewalPart = z.object({
  image: ImageId,
  /** The licence that served when the renewal began. */
  old: LicenceState,
  /** The new one; null while this part keeps its old licence. */
  fresh: z.object({ licence: LicenceState, from: z.enum(['download', 'folder']), since: z.iso.datetime() }).nullable(),
  /** Of the second set. */
  container: ContainerWorld.nullable(),
});
export type RenewalPart = z.infer<typeof RenewalPart>;

/** Whether a second set can run beside the first, or why not: version 0.1.0 started containers without a gate. */
export const SideBySide = z.enum(['possible', 'not-running', 'started-before']);
export type SideBySide = z.infer<typeof SideBySide>;

export const KeptLicence = z.object({
  image: ImageId,
  folder: z.string(),
  endsAt: z.string().nullable(),
  /** A new one whose renewal was undone; else one that served before. */
  setAside: z.boolean(),
  /** Whether the run template of its download is kept. */
  templateKept: z.boolean(),
});
export type KeptLicence = z.infer<typeof KeptLicence>;

export const RenewalState = z.object({
  deploymentId: z.string(),
  readAt: z.string(),
  stage: RenewalStage,
  /** The name of the new set, from the day it was begun. */
  set: z.string().nullable(),
  /** How the second set was made: beside the old one, or in its place after a stop. */
  way: z.enum(['beside', 'replace']),
  parts: z.array(RenewalPart),
  /** Whose containers answer at the deployment's port. */
  serving: z.enum(['old', 'new', 'nobody']),
  /** Whether the containers of before are there, running or not. */
  oldThere: z.boolean(),
  /** Where the second set answers while it is tried; null while it does not. */
  trial: z.object({ address: z.string(), port: z.int(), ready: z.boolean() }).nullable(),
  sideBySide: SideBySide,
  /** What the second set may take besides what runs, and what the host has (0 where the engine does not say). */
  memory: z.object({ runningBytes: z.int(), secondBytes: z.int(), hostBytes: z.int() }),
  /** Earlier licences of this deployment, in folders beside the present ones; the operator removes them. */
  kept: z.array(KeptLicence),
  leftovers: z.array(z.string()),
});
export type RenewalState = z.infer<typeof RenewalState>;

/** How a switch went: for how long requests at the port waited, as measured from this computer. */
export const Interruption = z.object({ interruptionMs: z.int() });
export type Interruption = z.infer<typeof Interruption>;
