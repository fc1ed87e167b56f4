import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export const Feature = z.enum(['layout', 'invoice', 'receipt', 'businesscard', 'id-document', 'read']);
export type Feature = z.infer<typeof Feature>;

/** Which image this process is: baked into the image as `/app/image.json`, or named by `REHEARSAL_IMAGE_FILE`. */
export const ImageIdentity = z.object({ feature: Feature, build: z.string().min(1) });
export type ImageIdentity = z.infer<typeof ImageIdentity>;

/** Fails if the file is missing or does not say what the process is. */
export async function readImageIdentity(path: string): Promise<ImageIdentity> {
  return ImageIdentity.parse(JSON.parse(await readFile(path, 'utf8')));
}
