import { z } from 'zod';

/**
 * The two kinds of Azure resource that licences are fetched with: Form Recognizer, and Computer Vision for the Read
 * helper. Inference of vendor contract 3.2: a licence of one service does not start another.
 */
export const ResourceKind = z.enum(['form-recognizer', 'computer-vision']);
export type ResourceKind = z.infer<typeof ResourceKind>;

/** Where a secret is kept: in the OS keychain, or in this process's memory until the app is closed. */
export const Keeping = z.enum(['keychain', 'session']);
export type Keeping = z.infer<typeof Keeping>;
