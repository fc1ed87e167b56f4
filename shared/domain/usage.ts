import { z } from 'zod';
import { ImageId } from './catalogue.ts';

/** One meter as the service reports it; `name` is any string (vendor contract 4.2). */
export const Meter = z.object({ name: z.string(), quantity: z.int() });
export type Meter = z.infer<typeof Meter>;

/** The body of both usage routes; extra members seen in the field are tolerated (vendor contract 4). */
export const UsageBody = z.looseObject({
  apiType: z.string().nullish(),
  serviceName: z.string().nullish(),
  meters: z.array(z.looseObject({ name: z.string(), quantity: z.int() })),
});
export type UsageBody = z.infer<typeof UsageBody>;

/** `2026-11`. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);

/** Usage as one container reported it when it was last read. */
export const PartUsage = z.object({
  image: ImageId,
  readAt: z.string(),
  totals: z.array(Meter),
  months: z.array(z.object({ month: Month, meters: z.array(Meter) })),
});
export type PartUsage = z.infer<typeof PartUsage>;

/** What is known of a deployment's usage: the newest reading of each container, and which could not be read now. */
export const UsageReport = z.object({
  parts: z.array(PartUsage),
  /** Containers that did not answer just now; their numbers above are the last ones kept. */
  stale: z.array(ImageId),
});
export type UsageReport = z.infer<typeof UsageReport>;
