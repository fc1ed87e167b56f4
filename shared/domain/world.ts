import { z } from 'zod';

/** The two worlds of the app: the operator's own engine, and the rehearsal. Each has services of its own. */
export const World = z.enum(['real', 'rehearsal']);
export type World = z.infer<typeof World>;
