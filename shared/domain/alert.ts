import { z } from 'zod';
import { ImageId } from './catalogue.ts';
import { Day } from './history.ts';

const Of = { id: z.string(), since: z.string().nullable() };
const OfDeployment = { ...Of, deploymentId: z.string() };

/**
 * Something that will hurt if nobody does anything. Made from what is true each time it is asked for; nothing stores that
 * an alert was raised. `id` stays the same as long as the reason does, and changes where there is something new to tell (the
 * next threshold of days), so that a notification is shown once.
 */
export const Alert = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('commitment-forecast'), ...Of, commitmentId: z.string(), runsOutOn: Day }),
  z.object({ kind: z.literal('commitment-used-up'), ...Of, commitmentId: z.string() }),
  /** No other commitment goes on where this one ends. `daysLeft` counts today; 0 once it has ended. */
  z.object({ kind: z.literal('commitment-ending'), ...Of, commitmentId: z.string(), daysLeft: z.int(), endsOn: Day }),
  z.object({
    kind: z.literal('licence-ending'),
    ...OfDeployment,
    /** Those of the deployment that end within sixty days; `endsAt` is the first end. */
    images: z.array(ImageId).min(1),
    daysLeft: z.int(),
    endsAt: z.string(),
  }),
  z.object({ kind: z.literal('licence-ended'), ...OfDeployment, images: z.array(ImageId).min(1), endsAt: z.string() }),
  z.object({
    kind: z.literal('not-serving'),
    ...OfDeployment,
    image: ImageId,
    /** `ended` and `gone`: not by a stop in Drydock; `again-and-again`: the engine starts it again each time; `engine`: it does not answer, so nothing is known. */
    why: z.enum(['ended', 'memory', 'again-and-again', 'gone', 'not-ready', 'engine']),
    /** The last one, where it ended. */
    exitCode: z.int().nullable(),
    /** How often it ended lately; null where that is not why. */
    times: z.int().nullable(),
  }),
  z.object({
    kind: z.literal('folder-filling'),
    ...OfDeployment,
    folder: z.string(),
    freeBytes: z.int(),
    /** As fast as the disk filled up lately; null where it did not, or was not watched long enough. */
    daysLeft: z.int().nullable(),
  }),
  z.object({ kind: z.literal('readings-missing'), ...OfDeployment, image: ImageId }),
  z.object({
    kind: z.literal('meter-dropped'),
    ...OfDeployment,
    image: ImageId,
    /** Those that began anew at the same time. */
    meters: z.array(z.string()),
    why: z.enum(['another-output-folder', 'another-container', 'unknown']),
  }),
  z.object({ kind: z.literal('clock-jumped'), ...Of, seconds: z.number() }),
]);
export type Alert = z.infer<typeof Alert>;
export type AlertKind = Alert['kind'];
export type AlertOf<K extends AlertKind> = Extract<Alert, { readonly kind: K }>;
